import { expect, it } from 'vitest';
import { createBalancer } from '../../../src/balancer/registry.ts';
import type { SshTarget } from '../../../src/model/ssh.ts';
import { pool, usePair } from './pair.ts';

const { a, b, both } = usePair();
const ready = (weight: number) => ({ weight, state: 'ready' as const });
const detailsOf = async () => (await both().read(pool)).map(({ detail }) => detail);

it('shows nothing but the members where both agree', async () => {
  expect(await detailsOf()).toEqual([undefined, undefined, undefined]);
});

it("shows the first one's setting, and what the other has otherwise", async () => {
  b().set('-e -t 10.1.0.1:80 -r 10.0.0.1 -i --tun-type ipip -w 4 -x 91 -y 30');
  b().set('-d -t 10.1.0.1:80 -r 10.0.0.2:80');
  b().set('-a -t 10.1.0.1:80 -r 10.0.0.9:80 -g');
  const members = await both().read(pool);
  expect(members.map(({ name, weight, detail }) => [name, weight, detail])).toEqual([
    ['10.0.0.1:80', 3, 'weight 4, -i --tun-type ipip, thresholds 91 and 30 on lvs-b'],
    ['10.0.0.2:80', 5, 'not on lvs-b'],
    ['10.0.0.3:80', 0, undefined],
  ]);
});

it('counts the connections of whichever has the most, as only one has the traffic', async () => {
  for (const [director, active] of [
    [a(), 2],
    [b(), 7],
  ] as const)
    Object.assign(director.kernel.services[0]?.dests[0] ?? {}, { active });
  expect((await both().read(pool))[0]?.connections).toBe(7);
});

it('changes both, and makes alike what differed', async () => {
  b().set('-e -t 10.1.0.1:80 -r 10.0.0.1 -i -w 4');
  const [member] = await both().read(pool);
  await both().drain(pool, '10.0.0.1');
  expect([a().table()[0], b().table()[0]]).toEqual(['10.0.0.1:80 -g 0 90 30', '10.0.0.1:80 -i 0 0 0']);
  await both().apply(pool, '10.0.0.1', { ...ready(3), ...(member?.extra && { extra: member.extra }) });
  expect(b().table()).toEqual(a().table());
  expect(a().table()[0]).toBe('10.0.0.1:80 -g 3 90 30');
});

it.each([
  ['a', 'b'],
  ['b', 'a'],
] as const)(
  'reads and changes the other one where lvs-%s is down, and completes it once it is back',
  async (down, up) => {
    const directors = { a: a(), b: b() };
    directors[down].way.refuse('unreachable');
    expect(await detailsOf()).toEqual(Array(3).fill(`lvs-${down} does not answer`));
    await expect(both().drain(pool, '10.0.0.1')).rejects.toMatchObject({
      kind: 'unreachable',
      retryable: true,
      message: expect.stringContaining(`On lvs-${down} this could not be done, on lvs-${up} it is:`),
    });
    expect(directors[up].table()[0]).toBe('10.0.0.1:80 -g 0 90 30');
    expect(directors[down].table()[0]).toBe('10.0.0.1:80 -g 3 90 30');
    directors[down].way.heal();
    await both().drain(pool, '10.0.0.1');
    expect(directors[down].table()[0]).toBe('10.0.0.1:80 -g 0 90 30');
  },
);

it('gives back on the one that answers, where the other is down', async () => {
  await both().drain(pool, '10.0.0.1');
  b().way.refuse('unreachable');
  await expect(both().apply(pool, '10.0.0.1', ready(3))).rejects.toMatchObject({ kind: 'unreachable' });
  expect(a().table()[0]).toBe('10.0.0.1:80 -g 3 90 30');
});

it('says that none can be reached', async () => {
  a().way.refuse('unreachable');
  b().way.refuse('unreachable');
  await expect(both().read(pool)).rejects.toMatchObject({ kind: 'unreachable', retryable: true });
  await expect(both().drain(pool, '10.0.0.1')).rejects.toMatchObject({ kind: 'unreachable' });
});

it('refuses to show a pair of which one does not let it in, or lacks the service', async () => {
  b().way.refuse('denied');
  await expect(both().read(pool)).rejects.toMatchObject({ kind: 'denied' });
  b().way.heal();
  b().set('-D -t 10.1.0.1:80');
  const missing = { kind: 'missing', message: `lvs-b has no virtual service ${pool}.` };
  await expect(both().read(pool)).rejects.toMatchObject(missing);
  await expect(both().drain(pool, '10.0.0.1')).rejects.toMatchObject({
    kind: 'missing',
    retryable: false,
    message: expect.stringContaining('On lvs-b this could not be done, on lvs-a it is:'),
  });
});

it('tells of the refusal that repeating does not mend, rather than of the one that it may', async () => {
  a().way.refuse('unreachable');
  b().way.refuse('denied');
  await expect(both().drain(pool, '10.0.0.1')).rejects.toMatchObject({ kind: 'denied', retryable: false });
});

it('takes an OK without effect on the second one for a failure', async () => {
  b().faults.ineffective = true;
  await expect(both().drain(pool, '10.0.0.1')).rejects.toMatchObject({
    kind: 'ineffective',
    message: expect.stringContaining(
      `ipvsadm on lvs-b accepted -g -w 0 -x 90 -y 30 for lvs1/${pool} 10.0.0.1, but shows -g -w 3 -x 90 -y 30.`,
    ),
  });
});

it('is reached over the shells that are dialled, and calls directors as SSH does', async () => {
  const target = (host: string): SshTarget => ({
    host,
    port: 22,
    user: 'rollout',
    auth: { kind: 'agent', socket: '/run/agent' },
    trust: { kind: 'fingerprint', sha256: 'SHA256:x' },
    connectTimeoutMs: 1000,
    keepAliveMs: 1000,
  });
  b().way.refuse('unreachable');
  const balancer = createBalancer(
    {
      kind: 'lvs',
      id: 'lvs1',
      timeoutMs: 30_000,
      directors: [target('lvs-a'), target('lvs-b')],
      sudo: false,
      drainBy: 'weight',
    },
    {
      unixOverSsh: () => Promise.reject(new Error('not to be used here')),
      shell: ({ host }) => (host === 'lvs-a' ? a().shell : b().way.through(b().shell)),
      demandMayChange: () => undefined,
    },
  );
  const detail = 'rollout@lvs-b:22 does not answer';
  expect((await balancer.read(pool))[0]).toMatchObject({ name: '10.0.0.1:80', detail });
});
