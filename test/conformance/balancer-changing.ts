import { expect, it } from 'vitest';
import { inService, type Saved } from '../../src/model/member.ts';
import type { BalancerCase, BalancerShape, Pool } from './balancer.ts';

const weights = [0, 1, 10, 50, 100, 256];

export function changingCases(context: BalancerCase): void {
  drainCases(context);
  applyCases(context);
  weightCases(context);
  parallelCases(context);
}

function drainCases({ configured, setup, shape, world, hook }: BalancerCase): void {
  const [{ name, weight } = { name: '', weight: 0 }] = setup.members;
  const drained = shape.drained({ weight, state: 'ready' });

  it('drains one member and leaves all others alone, as often as it is asked', async () => {
    const { balancer, pool, look } = world();
    for (let time = 1; time <= 3; time += 1) {
      await balancer.drain(pool, name);
      expect(await look()).toEqual({ ...configured, [name]: drained });
    }
  });

  if (shape.states.includes('maint')) {
    it('leaves a member in maint when it is drained', async () => {
      const { balancer, pool, look, change } = world();
      await change(name, { weight: 5, state: 'maint' });
      await balancer.drain(pool, name);
      expect(await look()).toEqual({ ...configured, [name]: { weight: 5, state: 'maint' } });
    });
  }

  if (setup.samePeer) {
    const [one, other] = setup.samePeer;
    it('drains a server on one of its ports only', async () => {
      const { balancer, pool, look } = world();
      await balancer.drain(pool, one);
      const now = await look();
      expect(now[one]).toEqual(shape.drained(configured[one] ?? drained));
      expect(now[other]).toEqual(configured[other]);
    });
  }

  if (setup.can.includes('history')) {
    it('changes the member once, however often it is drained', async () => {
      const { balancer, pool } = world();
      await balancer.drain(pool, name);
      await balancer.drain(pool, name);
      const history = await hook('history')();
      const steps = history.filter((now, i) => i > 0 && !sameSetting(now[name], history[i - 1]?.[name]));
      expect(steps.map((now) => now[name])).toEqual([drained]);
    });
  }
}

function applyCases({ configured, setup, shape, world, hook }: BalancerCase): void {
  const { states } = shape;
  const [, { name } = { name: '' }] = setup.members;

  for (const from of states) {
    it(`gives back exactly any weight and state, from ${from}`, async () => {
      const { balancer, pool, look, change } = world();
      for (const saved of allSettings(shape)) {
        await change(name, { weight: 33, state: from });
        await balancer.apply(pool, name, saved);
        await balancer.apply(pool, name, saved);
        expect(await look()).toEqual({ ...configured, [name]: saved });
      }
    });
  }

  it('refuses a weight out of its range, and changes nothing', async () => {
    const { balancer, pool, look } = world();
    const { minWeight, maxWeight } = balancer.abilities;
    for (const weight of [minWeight - 1, maxWeight + 1, minWeight + 0.5, Number.NaN]) {
      const refused = { name: 'Failure', kind: 'invalid' };
      await expect(
        balancer.apply(pool, name, { weight, state: shape.states.at(1) ?? 'ready' }),
      ).rejects.toMatchObject(refused);
      await expect(balancer.setWeight(pool, name, weight)).rejects.toMatchObject(refused);
    }
    expect(await look()).toEqual(configured);
  });

  if (setup.can.includes('history')) {
    it.each(states)(
      'never has a member in service that should be out or is not yet right, from %s',
      async (from) => {
        const { balancer, pool, change, heal } = world();
        for (const saved of allSettings(shape)) {
          await heal();
          await change(name, { weight: 33, state: from });
          await balancer.apply(pool, name, saved);
          const right = [{ weight: 33, state: from }, saved].filter(serves);
          for (const seen of inServiceIn(await hook('history')(), name)) expect(right).toContainEqual(seen);
        }
      },
    );
  }
}

/** The settings at which the member was in service, each time that the pool was looked at. */
const inServiceIn = (history: readonly Pool[], name: string): readonly Saved[] =>
  history.flatMap((pool) => pool[name] ?? []).filter(serves);

const serves = (setting: Saved): boolean => inService({ name: '', health: 'up', ...setting });

function weightCases(context: BalancerCase): void {
  const { configured, setup, shape, world } = context;
  const { name, weight } = setup.members.find((member) => member.weight >= 100) ?? { name: '', weight: 0 };

  it.each(shape.states)('sets a weight as a number and leaves the state %s alone', async (state) => {
    const { balancer, pool, look, change } = world();
    await change(name, { weight: 33, state });
    for (const wanted of weights.filter((one) => inRange(one, shape))) {
      await balancer.setWeight(pool, name, wanted);
      expect(await look()).toEqual({ ...configured, [name]: { weight: wanted, state } });
    }
  });

  if (shape.knowsConfigured) percentCases(context, name, weight);
  else {
    it('refuses a percentage, as it knows no configured weight', async () => {
      const { balancer, pool, look } = world();
      const refused = { name: 'Failure', kind: 'invalid' };
      await expect(balancer.setWeight(pool, name, { percent: 50 })).rejects.toMatchObject(refused);
      expect(await look()).toEqual(configured);
    });
  }
}

function percentCases({ configured, setup, world }: BalancerCase, name: string, weight: number): void {
  it('sets a weight as a percentage of the configured one, whatever it is now', async () => {
    const { balancer, pool, look } = world();
    await balancer.setWeight(pool, name, 3);
    for (const percent of [50, 25, 100, 1]) {
      await balancer.setWeight(pool, name, { percent });
      const wanted = Math.floor((weight * percent) / 100);
      expect(await look()).toEqual({ ...configured, [name]: { weight: wanted, state: 'ready' } });
    }
  });

  it('refuses a percentage that makes no weight, or one that would take the member out unasked', async () => {
    const { balancer, pool, look, change } = world();
    const light = setup.members.find((member) => member.weight === 1)?.name ?? '';
    const refused = { name: 'Failure', kind: 'invalid' };
    for (const percent of [-1, 100_000]) {
      await expect(balancer.setWeight(pool, name, { percent })).rejects.toMatchObject(refused);
    }
    await change(light, { weight: 5, state: 'ready' });
    await expect(balancer.setWeight(pool, light, { percent: 50 })).rejects.toMatchObject(refused);
    expect(await look()).toEqual({ ...configured, [light]: { weight: 5, state: 'ready' } });
  });
}

function parallelCases({ configured, setup, shape, world }: BalancerCase): void {
  const { states } = shape;
  it('changes all members at once, each its own way', async () => {
    const { balancer, pool, look } = world();
    const saved = setup.members.map(({ name }, i): [string, Saved] => [
      name,
      { weight: 11 + i, state: states[i % states.length] ?? 'ready' },
    ]);
    await Promise.all(setup.members.map(({ name }) => balancer.drain(pool, name)));
    const drained = setup.members.map(({ name, weight }) => [
      name,
      shape.drained({ weight, state: 'ready' }),
    ]);
    expect(await look()).toEqual(Object.fromEntries(drained));
    await Promise.all(saved.map(([name, wanted]) => balancer.apply(pool, name, wanted)));
    expect(await look()).toEqual(Object.fromEntries(saved));
  });

  it('answers forty questions at once', async () => {
    const { balancer, pool } = world();
    const answers = await Promise.all(Array.from({ length: 40 }, () => balancer.read(pool)));
    for (const members of answers) expect(members).toHaveLength(Object.keys(configured).length);
  });
}

const inRange = (weight: number, { weights: { least, most } }: BalancerShape): boolean =>
  weight >= least && weight <= most;

const allSettings = (shape: BalancerShape): readonly Saved[] =>
  shape.states.flatMap((state) =>
    weights.filter((one) => inRange(one, shape)).map((weight) => ({ weight, state })),
  );

const sameSetting = (a: Saved | undefined, b: Saved | undefined): boolean =>
  a?.weight === b?.weight && a?.state === b?.state;
