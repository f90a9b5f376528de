import { expect, it } from 'vitest';
import type { AdminState, Saved } from '../../src/model/member.ts';
import type { BalancerCase, Pool } from './balancer.ts';

const states: readonly AdminState[] = ['ready', 'drain', 'maint'];
const weights = [0, 1, 10, 50, 100, 256];

export function changingCases(context: BalancerCase): void {
  drainCases(context);
  applyCases(context);
  weightCases(context);
  parallelCases(context);
}

function drainCases({ configured, setup, world, hook }: BalancerCase): void {
  const [{ name, weight } = { name: '', weight: 0 }] = setup.members;

  it('drains one member and leaves its weight and all others alone, as often as it is asked', async () => {
    const { balancer, pool, look } = world();
    for (let time = 1; time <= 3; time += 1) {
      await balancer.drain(pool, name);
      expect(await look()).toEqual({ ...configured, [name]: { weight, state: 'drain' } });
    }
  });

  it('leaves a member in maint when it is drained', async () => {
    const { balancer, pool, look, change } = world();
    await change(name, { weight: 5, state: 'maint' });
    await balancer.drain(pool, name);
    expect(await look()).toEqual({ ...configured, [name]: { weight: 5, state: 'maint' } });
  });

  if (setup.can.includes('history')) {
    it('changes the member once, however often it is drained', async () => {
      const { balancer, pool } = world();
      await balancer.drain(pool, name);
      await balancer.drain(pool, name);
      const history = await hook('history')();
      const steps = history.filter((now, i) => i > 0 && !sameSetting(now[name], history[i - 1]?.[name]));
      expect(steps.map((now) => now[name])).toEqual([{ weight, state: 'drain' }]);
    });
  }
}

function applyCases({ configured, setup, world, hook }: BalancerCase): void {
  const [, { name } = { name: '' }] = setup.members;

  for (const from of states) {
    it(`gives back exactly any weight and state, from ${from}`, async () => {
      const { balancer, pool, look, change } = world();
      for (const saved of allSettings(balancer.abilities)) {
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
      await expect(balancer.apply(pool, name, { weight, state: 'drain' })).rejects.toMatchObject(refused);
      await expect(balancer.setWeight(pool, name, weight)).rejects.toMatchObject(refused);
    }
    expect(await look()).toEqual(configured);
  });

  if (setup.can.includes('history')) {
    it.each(states)(
      'never has a member in service that should be out or is not yet right, from %s',
      async (from) => {
        const { balancer, pool, change, heal } = world();
        for (const saved of allSettings(balancer.abilities)) {
          await heal();
          await change(name, { weight: 33, state: from });
          await balancer.apply(pool, name, saved);
          const right = [{ weight: 33, state: from }, saved].filter((setting) => setting.state === 'ready');
          for (const seen of inServiceIn(await hook('history')(), name)) expect(right).toContainEqual(seen);
        }
      },
    );
  }
}

/** The settings at which the member was in service, each time that the pool was looked at. */
const inServiceIn = (history: readonly Pool[], name: string): readonly Saved[] =>
  history.flatMap((pool) => pool[name] ?? []).filter((setting) => setting.state === 'ready');

function weightCases({ configured, setup, world }: BalancerCase): void {
  const { name, weight } = setup.members.find((member) => member.weight >= 100) ?? { name: '', weight: 0 };

  it.each(states)('sets a weight as a number and leaves the state %s alone', async (state) => {
    const { balancer, pool, look, change } = world();
    await change(name, { weight: 33, state });
    for (const wanted of weights.filter((one) => inRange(one, balancer.abilities))) {
      await balancer.setWeight(pool, name, wanted);
      expect(await look()).toEqual({ ...configured, [name]: { weight: wanted, state } });
    }
  });

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

function parallelCases({ configured, setup, world }: BalancerCase): void {
  it('changes all members at once, each its own way', async () => {
    const { balancer, pool, look } = world();
    const saved = setup.members.map(({ name }, i): [string, Saved] => [
      name,
      { weight: 11 + i, state: states[i % 3] ?? 'ready' },
    ]);
    await Promise.all(setup.members.map(({ name }) => balancer.drain(pool, name)));
    const drained = Object.values(await look()).map((now) => now.state);
    expect(new Set(drained)).toEqual(new Set(['drain']));
    await Promise.all(saved.map(([name, wanted]) => balancer.apply(pool, name, wanted)));
    expect(await look()).toEqual(Object.fromEntries(saved));
  });

  it('answers forty questions at once', async () => {
    const { balancer, pool } = world();
    const answers = await Promise.all(Array.from({ length: 40 }, () => balancer.read(pool)));
    for (const members of answers) expect(members).toHaveLength(Object.keys(configured).length);
  });
}

type Range = { readonly minWeight: number; readonly maxWeight: number };

const inRange = (weight: number, range: Range): boolean =>
  weight >= range.minWeight && weight <= range.maxWeight;

const allSettings = (range: Range): readonly Saved[] =>
  states.flatMap((state) =>
    weights.filter((one) => inRange(one, range)).map((weight) => ({ weight, state })),
  );

const sameSetting = (a: Saved | undefined, b: Saved | undefined): boolean =>
  a?.weight === b?.weight && a?.state === b?.state;
