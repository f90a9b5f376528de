import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { savedOf } from '../../../src/model/member.ts';
import { changesOf, pool, usePair } from './pair.ts';

const { a, one } = usePair();
const ready = (weight: number) => ({ weight, state: 'ready' as const });

it('says method, weight and thresholds with each change, as ipvsadm sets them all anew', async () => {
  const before = a().commands.length;
  await one().drain(pool, '10.0.0.1');
  await one().apply(pool, '10.0.0.1:80', ready(7));
  expect(changesOf(a(), before)).toEqual([
    '-e -t 10.1.0.1:80 -r 10.0.0.1:80 -g -w 0 -x 90 -y 30',
    '-e -t 10.1.0.1:80 -r 10.0.0.1:80 -g -w 7 -x 90 -y 30',
  ]);
});

it('gives back what was saved beside the weight, and leaves it as it is where nothing was', async () => {
  const [member] = await one().read(pool);
  if (!member) throw new Error('there is no member');
  await one().drain(pool, member.name);
  a().set('-e -t 10.1.0.1:80 -r 10.0.0.1 -i --tun-type gre -w 0');
  await one().apply(pool, member.name, ready(4));
  expect((await one().read(pool))[0]?.extra).toEqual({ method: '-i --tun-type gre', upper: 0, lower: 0 });
  await one().apply(pool, member.name, savedOf(member));
  expect((await one().read(pool))[0]).toEqual(member);
});

it.each([
  [{ method: '-g; reboot', upper: 0, lower: 0 }, 'method'],
  [{ method: '-g -w 5 -t x', upper: 0, lower: 0 }, 'method'],
  [{ method: '-g --weight 5', upper: 0, lower: 0 }, 'method'],
  [{ method: '-g', upper: -1, lower: 0 }, 'upper'],
  [{ method: '-g', upper: 0 }, 'lower'],
])('refuses %j as what was saved', async (extra, field) => {
  const before = a().commands.length;
  const saved = { ...ready(1), extra };
  await expect(one().apply(pool, '10.0.0.1', saved)).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining(`"${field}"`),
  });
  expect(a().commands).toHaveLength(before);
});

it('refuses a state that LVS has not, and a share of a weight that it does not know', async () => {
  const maint = { weight: 3, state: 'maint' as const };
  await expect(one().apply(pool, '10.0.0.1', maint)).rejects.toMatchObject({ kind: 'invalid' });
  await expect(one().setWeight(pool, '10.0.0.1', { percent: 50 })).rejects.toMatchObject({ kind: 'invalid' });
});

describe('a member', () => {
  it.each(['10.0.0.1', '10.0.0.1:80'])('may be called %s', async (name) => {
    await one().setWeight(pool, name, 44);
    expect(a().table()[0]).toBe('10.0.0.1:80 -g 44 90 30');
  });

  it.each(['2001:db8::9', '[2001:db8::9]', '[2001:db8::9]:8080'])('may be called %s', async (name) => {
    a().set('-A -t [2001:db8::1]:80 -s wlc');
    a().set('-a -t [2001:db8::1]:80 -r [2001:db8::9]:8080 -m -w 3');
    await one().drain('tcp:[2001:db8::1]:80', name);
    expect(a().table().at(-1)).toBe('2001:db8::9:8080 -m 0 0 0');
  });

  it.each(['10.0.0.1:8080', '10.0.0.4:80', '10.0.0', 'web-01', '10.0.0.1:80:80', '[10.0.0.1]:80'])(
    'is not there as %s, though ipvsadm might take it for one that is',
    async (name) => {
      const before = [a().commands.length, a().table()] as const;
      const missing = { kind: 'missing', target: `lvs1/${pool} ${name}` };
      await expect(one().drain(pool, name)).rejects.toMatchObject(missing);
      await expect(one().setWeight(pool, name, 1)).rejects.toMatchObject(missing);
      await expect(one().apply(pool, name, ready(1))).rejects.toMatchObject(missing);
      expect(changesOf(a(), before[0])).toEqual([]);
      expect(a().table()).toEqual(before[1]);
    },
  );

  it('is told by its port where several have its address', async () => {
    a().set('-a -t 10.1.0.1:80 -r 10.0.0.1:8080 -m -w 8');
    await expect(one().drain(pool, '10.0.0.1')).rejects.toMatchObject({
      kind: 'ambiguous',
      message: expect.stringContaining('10.0.0.1:80 and 10.0.0.1:8080'),
    });
    const [first, second] = await one().read(pool);
    expect([first?.aliases, second?.aliases]).toEqual([undefined, undefined]);
    await one().drain(pool, '10.0.0.1:8080');
    expect(a().table()).toEqual([
      '10.0.0.1:80 -g 3 90 30',
      '10.0.0.2:80 -g 5 0 0',
      '10.0.0.3:80 -g 0 0 0',
      '10.0.0.1:8080 -m 0 0 0',
    ]);
  });

  it('that a health checker has just taken out may come back: its restore is worth trying again', async () => {
    a().set('-d -t 10.1.0.1:80 -r 10.0.0.1:80');
    const missing = { kind: 'missing', message: `LVS lists no real server lvs1/${pool} 10.0.0.1:80.` };
    await expect(one().apply(pool, '10.0.0.1:80', ready(3))).rejects.toMatchObject({
      ...missing,
      retryable: true,
    });
    await expect(one().drain(pool, '10.0.0.1:80')).rejects.toMatchObject({ ...missing, retryable: false });
  });
});

describe('where somebody else is faster', () => {
  /** Runs once, after the look and before the change reaches the director. */
  const meanwhile = (line: string): void => a().way.beforeWrite(async () => a().set(line));

  it.each([
    ['the method', '-e -t 10.1.0.1:80 -r 10.0.0.1 -i -w 3 -x 90 -y 30', '10.0.0.1:80 -i 0 90 30'],
    ['a threshold', '-e -t 10.1.0.1:80 -r 10.0.0.1 -g -w 3 -x 91 -y 30', '10.0.0.1:80 -g 0 91 30'],
    ['the weight', '-e -t 10.1.0.1:80 -r 10.0.0.1 -g -w 9 -x 90 -y 30', '10.0.0.1:80 -g 0 90 30'],
  ])('keeps %s that they set', async (_, line, after) => {
    meanwhile(line);
    await one().drain(pool, '10.0.0.1');
    expect(a().table()[0]).toBe(after);
  });

  it('does not change the one with another port that took its place', async () => {
    a().set('-a -t 10.1.0.1:80 -r 10.0.0.9:8080 -m -w 3');
    a().way.beforeWrite(async () => {
      a().set('-d -t 10.1.0.1:80 -r 10.0.0.9:8080');
      a().set('-a -t 10.1.0.1:80 -r 10.0.0.9 -g -w 3');
    });
    await expect(one().drain(pool, '10.0.0.9:8080')).rejects.toMatchObject({ kind: 'missing' });
    expect(a().table().at(-1)).toBe('10.0.0.9:80 -g 3 0 0');
  });

  it('gives up on one who never rests, and says so', async () => {
    let lists = 0;
    a().faults.before = ([command]) => {
      if (command === '-Sn') lists += 1;
      // Each second list of rules guards a change.
      if (command === '-Sn' && lists % 2 === 0)
        a().set(`-e -t 10.1.0.1:80 -r 10.0.0.1 -g -w ${lists} -x 90 -y 30`);
    };
    await expect(one().drain(pool, '10.0.0.1')).rejects.toMatchObject({ kind: 'failed', retryable: true });
  });
});

it('lets no name carry a second command', async () => {
  const before = a().commands.length;
  const evil = fc.oneof(
    fc.constantFrom(
      "10.0.0.1:80'; reboot; '",
      '$(reboot)',
      '`reboot`',
      '10.0.0.1:80\nreboot',
      '-C',
      '10.0.0.1:80 -C',
      '',
    ),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(evil, async (name) => {
      await expect(one().drain(pool, name)).rejects.toMatchObject({ kind: 'missing' });
    }),
    { numRuns: 30 },
  );
  expect(changesOf(a(), before)).toEqual([]);
  expect(a().table()).toHaveLength(3);
});
