import { expect, it } from 'vitest';
import type { Balancer } from '../../src/balancer/balancer.ts';
import type { Saved } from '../../src/model/member.ts';
import type { BalancerCase, BalancerHooks } from './balancer.ts';

/** Every call about one member. */
const callsWith = (
  saved: Saved,
  balancer: Balancer,
  pool: string,
  member: string,
): readonly (() => Promise<unknown>)[] => [
  () => balancer.drain(pool, member),
  () => balancer.apply(pool, member, saved),
  () => balancer.setWeight(pool, member, 44),
];

export function troubleCases(context: BalancerCase): void {
  const { configured, setup, shape, world, hook } = context;
  const saved: Saved = { weight: 44, state: shape.states.at(1) ?? 'ready' };
  const last = shape.states.at(-1) ?? 'ready';
  const calls = (...[balancer, pool, member]: [Balancer, string, string]) =>
    callsWith(saved, balancer, pool, member);
  const [{ name, weight } = { name: '', weight: 0 }, other = { name: '' }] = setup.members;
  const where = (able: keyof BalancerHooks, title: string, test: () => Promise<void>): void => {
    if (setup.can.includes(able)) it(title, test);
  };
  const allFail = async (
    kind: string,
    asked = calls(world().balancer, world().pool, name),
  ): Promise<void> => {
    for (const call of asked) await expect(call()).rejects.toMatchObject({ name: 'Failure', kind });
  };

  it('says that a pool or a member is missing, and changes nothing', async () => {
    const { balancer, pool, look } = world();
    await allFail('missing', calls(balancer, 'no-such-pool', name));
    await allFail('missing', calls(balancer, pool, 'no-such-member'));
    expect(await look()).toEqual(configured);
  });

  where('twice', 'changes nothing where two members have the name, and says so', async () => {
    hook('twice')(name);
    await allFail('ambiguous');
    await world().balancer.drain(world().pool, other.name);
    expect((await world().look())[name]).toEqual({ weight, state: 'ready' });
  });

  where('beforeWrite', 'gives back exactly, also where somebody changes the member meanwhile', async () => {
    const { balancer, pool, look, change } = world();
    hook('beforeWrite')(() => change(name, { weight: 77, state: last }));
    await balancer.apply(pool, name, { weight: 50, state: 'ready' });
    expect(await look()).toEqual({ ...configured, [name]: { weight: 50, state: 'ready' } });
  });

  where(
    'beforeWrite',
    'drains also where somebody sets a weight meanwhile, and keeps that where it can',
    async () => {
      const { balancer, pool, look, change } = world();
      hook('beforeWrite')(() => change(name, { weight: 77, state: 'ready' }));
      await balancer.drain(pool, name);
      expect(await look()).toEqual({ ...configured, [name]: shape.drained({ weight: 77, state: 'ready' }) });
    },
  );

  where('throttled', 'tries again where it was too fast, or another change is under way', async () => {
    const { balancer, pool, look } = world();
    hook('throttled')();
    await balancer.apply(pool, name, saved);
    expect(await look()).toEqual({ ...configured, [name]: saved });
    hook('throttled')();
    expect(await balancer.read(pool)).toHaveLength(setup.members.length);
  });

  where('unauthorised', 'says that it is not let in', async () => {
    const { balancer, pool, look } = world();
    hook('unauthorised')();
    await allFail('denied', [() => balancer.read(pool), ...calls(balancer, pool, name)]);
    expect(await look()).toEqual(configured);
  });

  where('slow', 'waits for slow answers', async () => {
    const { balancer, pool, look } = world();
    hook('slow')();
    await balancer.apply(pool, name, saved);
    expect(await look()).toEqual({ ...configured, [name]: saved });
  });

  where('silent', 'gives up on a peer that never answers', async () => {
    const balancer = await hook('silent')();
    await allFail('timeout', [() => balancer.read(world().pool), ...calls(balancer, world().pool, name)]);
  });

  where('unreachable', 'says that it can not be reached', async () => {
    const { balancer, pool } = world();
    await hook('unreachable')();
    await allFail('unreachable', [() => balancer.read(pool), ...calls(balancer, pool, name)]);
  });

  where('readOnly', 'says that it may not change anything, and still reads', async () => {
    const { balancer, pool, look } = world();
    hook('readOnly')();
    await allFail('denied');
    expect(await balancer.read(pool)).toHaveLength(setup.members.length);
    expect(await look()).toEqual(configured);
  });

  where('cutAnswers', 'takes an answer that breaks off for no answer', async () => {
    const { balancer, pool } = world();
    hook('cutAnswers')();
    await allFail('unreachable', [() => balancer.read(pool), ...calls(balancer, pool, name)]);
  });

  where('ineffective', 'takes an OK without effect for a failure', async () => {
    const { look } = world();
    hook('ineffective')();
    await allFail('ineffective');
    expect(await look()).toEqual(configured);
  });
}
