import { expect, it } from 'vitest';
import { type BalancerCase, settingOf } from './balancer.ts';

export function readingCases({ configured, setup, shape, world }: BalancerCase): void {
  const [first = { name: '' }, second = { name: '' }] = setup.members;

  it('reads every member once, with its weight and state', async () => {
    const { balancer, pool } = world();
    const members = await balancer.read(pool);
    expect(members).toHaveLength(setup.members.length);
    expect(Object.fromEntries(members.map((member) => [member.name, settingOf(member)]))).toEqual(configured);
  });

  it('reads health and connections as far as it says that it does', async () => {
    const { balancer, pool } = world();
    for (const member of await balancer.read(pool)) {
      if (balancer.abilities.reportsHealth) expect(['up', 'unchecked']).toContain(member.health);
      expect(member.connections).toBe(balancer.abilities.reportsConnections ? 0 : undefined);
    }
  });

  it('reads what somebody else has just changed', async () => {
    const { balancer, pool, change } = world();
    const [one, other] = [
      { weight: 7, state: shape.states.at(1) ?? 'ready' },
      { weight: 9, state: shape.states.at(-1) ?? 'ready' },
    ];
    await change(first.name, one);
    await change(second.name, other);
    const members = await balancer.read(pool);
    const saved = Object.fromEntries(members.map((member) => [member.name, settingOf(member)]));
    expect(saved).toEqual({
      ...configured,
      [first.name]: one,
      [second.name]: other,
    });
  });

  it('says that a pool is missing', async () => {
    await expect(world().balancer.read('no-such-pool')).rejects.toMatchObject({
      name: 'Failure',
      kind: 'missing',
    });
  });
}
