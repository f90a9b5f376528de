import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNamed } from '../../../src/balancer/named.ts';
import { type Member, type Saved, savedOf } from '../../../src/model/member.ts';
import { changesOf, pool, usePair } from './pair.ts';

const { a, b, one, both } = usePair();
const removal = { drainBy: 'removal' } as const;
const names = ['10.0.0.1:80', '10.0.0.2:80', '10.0.0.3:80'];
const named = () => createNamed(one(removal), 'lvs1', new Map([[pool, names]]));
const memberOf = async (name: string): Promise<Member> => {
  const found = (await named().read(pool)).find((member) => member.name === name);
  if (!found) throw new Error(`${name} is not shown`);
  return found;
};

it('declares that drained means removed, whose connections LVS counts no more', () => {
  expect(one(removal).abilities).toMatchObject({
    removes: true,
    reportsConnections: false,
    reportsHealth: false,
  });
  expect(one().abilities.removes).toBeUndefined();
});

it('takes a member out of the table, as often as it is asked, shows it as out, and puts it back as it was', async () => {
  const [before, table] = [await memberOf('10.0.0.1:80'), a().table()];
  const since = a().commands.length;
  for (let time = 0; time < 2; time += 1) await one(removal).drain(pool, '10.0.0.1:80');
  expect(a().table()).toEqual(table.slice(1));
  expect(await memberOf('10.0.0.1:80')).toMatchObject({
    weight: 0,
    state: 'maint',
    detail: 'not in the pool',
  });
  for (let time = 0; time < 2; time += 1) await one(removal).apply(pool, '10.0.0.1:80', savedOf(before));
  expect(await memberOf('10.0.0.1:80')).toEqual(before);
  expect(a().table().toSorted()).toEqual(table.toSorted());
  expect(changesOf(a(), since)).toEqual([
    '-d -t 10.1.0.1:80 -r 10.0.0.1:80',
    '-a -t 10.1.0.1:80 -r 10.0.0.1:80 -g -w 3 -x 90 -y 30',
  ]);
});

it('shows active connections only in words, and what removal does to them', async () => {
  Object.assign(a().kernel.services[0]?.dests[0] ?? {}, { active: 2 });
  expect(await memberOf('10.0.0.1:80')).toMatchObject({ detail: '2 active' });
  expect(await memberOf('10.0.0.1:80')).not.toHaveProperty('connections');
  a().settings.set('expire_nodest_conn', '1');
  const detail = '2 active, its removal cuts connections off (net.ipv4.vs.expire_nodest_conn is 1)';
  expect(await memberOf('10.0.0.1:80')).toMatchObject({ detail });
});

it('leaves out what was out before', async () => {
  const out: Saved = { weight: 0, state: 'maint' };
  await one(removal).apply(pool, '10.0.0.1:80', out);
  await one(removal).apply(pool, '10.0.0.9:80', out);
  expect(a().table()).toHaveLength(2);
});

it('changes one that is in the table where it is, and says that one outside of it has no weight', async () => {
  await one(removal).setWeight(pool, '10.0.0.1:80', 9);
  await one(removal).apply(pool, '10.0.0.2:80', { weight: 8, state: 'ready' });
  expect(a().table().slice(0, 2)).toEqual(['10.0.0.1:80 -g 9 90 30', '10.0.0.2:80 -g 8 0 0']);
  await one(removal).drain(pool, '10.0.0.1:80');
  await expect(one(removal).setWeight(pool, '10.0.0.1:80', 9)).rejects.toMatchObject({ kind: 'invalid' });
});

it('asks the other real servers how to forward, where nothing was saved, and only if they are of one mind', async () => {
  const saved = { weight: 4, state: 'ready' } as const;
  await one(removal).drain(pool, '10.0.0.1:80');
  await one(removal).apply(pool, '10.0.0.1:80', saved);
  expect(a().table()).toContain('10.0.0.1:80 -g 4 0 0');
  a().set('-a -t 10.1.0.1:80 -r 10.0.0.9:8080 -m');
  await one(removal).drain(pool, '10.0.0.1:80');
  await expect(one(removal).apply(pool, '10.0.0.1:80', saved)).rejects.toMatchObject({ kind: 'invalid' });
});

it.each([
  ['10.0.0.1', 'ADDRESS:PORT'],
  ['web-01', 'ADDRESS:PORT'],
  ['[2001:DB8::1]:80', '[2001:db8::1]:80'],
])('refuses to take out what it could not put back by the name %s', async (name, form) => {
  const refused = { kind: 'missing', message: expect.stringContaining(`must call it ${form}.`) };
  await expect(one(removal).drain(pool, name)).rejects.toMatchObject(refused);
  expect(a().table()).toHaveLength(3);
});

it('takes no wrong port for one that is out', async () => {
  await expect(one(removal).drain(pool, '10.0.0.1:8080')).rejects.toMatchObject({ kind: 'missing' });
  expect(a().table()).toHaveLength(3);
});

it('puts one back of two ports that a mark has on one address', async () => {
  a().set('-A -f 7 -s wlc');
  a().set('-a -f 7 -r 10.0.0.1:80 -g -w 3');
  a().set('-a -f 7 -r 10.0.0.1:443 -g -w 4');
  await one(removal).drain('fwm:7', '10.0.0.1:80');
  await one(removal).apply('fwm:7', '10.0.0.1:80', { weight: 3, state: 'ready' });
  expect(a().table().slice(-2)).toEqual(['10.0.0.1:443 -g 4 0 0', '10.0.0.1:80 -g 3 0 0']);
});

it('meets somebody who adds or removes it at the same moment', async () => {
  const saved = { weight: 4, state: 'ready', extra: { method: '-g', upper: 8, lower: 7 } } as const;
  a().way.beforeWrite(async () => a().set('-d -t 10.1.0.1:80 -r 10.0.0.1:80'));
  await one(removal).drain(pool, '10.0.0.1:80');
  a().way.beforeWrite(async () => a().set('-a -t 10.1.0.1:80 -r 10.0.0.1 -i -w 1'));
  await one(removal).apply(pool, '10.0.0.1:80', saved);
  expect(a().table()).toContain('10.0.0.1:80 -g 4 8 7');
});

it('is done on both directors, also where one has it out already', async () => {
  b().set('-d -t 10.1.0.1:80 -r 10.0.0.1:80');
  const saved = savedOf(await memberOf('10.0.0.1:80'));
  await both(removal).drain(pool, '10.0.0.1:80');
  expect([a().table(), b().table()].map(({ length }) => length)).toEqual([2, 2]);
  await both(removal).apply(pool, '10.0.0.1:80', saved);
  expect(b().table()).toEqual(a().table());
  expect(b().table()).toContain('10.0.0.1:80 -g 3 90 30');
});

it('ends with exactly what was asked, whatever was asked before', async () => {
  const step = fc.record({ name: fc.constantFrom(...names), weight: fc.option(fc.nat({ max: 99 })) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      for (const name of names) await one(removal).apply(pool, name, savedWith(3));
      const expected = new Map(names.map((name) => [name, 3]));
      for (const { name, weight } of steps) {
        if (weight === null) await one(removal).drain(pool, name);
        else await one(removal).apply(pool, name, savedWith(weight));
        if (weight === null) expected.delete(name);
        else expected.set(name, weight);
      }
      const lines = [...expected].map(([name, weight]) => `${name} -g ${weight} 20 10`);
      expect(a().table().toSorted()).toEqual(lines.toSorted());
    }),
    { numRuns: 10 },
  );
});

const savedWith = (weight: number): Saved => ({
  weight,
  state: 'ready',
  extra: { method: '-g', upper: 20, lower: 10 },
});
