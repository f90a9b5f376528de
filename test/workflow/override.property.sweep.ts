import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isActive } from '../../src/model/override.ts';
import { isFinal } from '../../src/model/rollout.ts';
import { keepStage } from './keep-stage.ts';
import { minutes, overrideWhen } from './override-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open, restart } = keepStage();
const floor = 3;
const host = fc.constantFrom('a', 'b', 'c', 'd', 'e');

type Act =
  | { readonly do: 'deploy' | 'crash' | 'later' }
  | { readonly do: 'disable' | 'enable' | 'extend'; readonly host: string }
  | { readonly do: 'weight'; readonly host: string; readonly weight: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('disable' as const), host }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('enable' as const, 'extend' as const), host }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('weight' as const), host, weight: fc.constantFrom(5, 20) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('deploy' as const, 'crash' as const, 'later' as const) }),
  },
);

/** What everybody should have in the end, and the fewest members that were in service at any change by the bot. */
interface Seen {
  readonly weights: Record<string, string>;
  fewest: number;
  releases: number;
}

async function perform(stage: Stage, seen: Seen, act: Act): Promise<Stage> {
  switch (act.do) {
    case 'crash':
      return restart();
    case 'later':
      stage.clock.ahead += minutes(20);
      return stage;
    case 'deploy':
      await deploy(stage, seen);
      return stage;
    case 'disable': {
      const { override, code } = await stage.say(`disable web ${act.host} for 30m chaos`);
      if (code === 'ok' && override !== undefined) await stage.say(`approve ${override}`);
      return stage;
    }
    case 'enable':
      await stage.say(`enable web ${act.host}`);
      return stage;
    case 'extend': {
      const found = (await stage.store.overrides.unfinished()).find((each) => each.host === act.host);
      if (found) await stage.say(`extend ${found.id} 30m`);
      return stage;
    }
    case 'weight': {
      const { code } = await stage.say(`weight web ${act.host} ${act.weight}`);
      expect(code).toBe('ok');
      seen.weights[act.host] = `${act.weight} ready`;
      return stage;
    }
  }
}

async function deploy(stage: Stage, seen: Seen): Promise<void> {
  if ((await stage.store.rollouts.unfinished()).length > 0) return;
  seen.releases += 1;
  const { rollout: id = '' } = await stage.say(`deploy web v${seen.releases} --batch 2`);
  // A member on its way out or back makes a new plan of it, which is to be looked at again.
  await expect.poll(async () => (await stage.say(`approve ${id}`)).code, { timeout: 20_000 }).toBe('ok');
}

/** Everybody takes their hands off: what is out comes back, what runs goes on to its end. */
async function settle(stage: Stage): Promise<void> {
  for (const { id, host, state } of await stage.store.overrides.unfinished()) {
    if (!isActive(state)) {
      await stage.say(`reject ${id}`);
      continue;
    }
    await stage.say(`enable web ${host}`);
    await overrideWhen(stage, id, 'ended');
  }
  for (const { id } of await stage.store.rollouts.unfinished())
    await stage.until(id, ({ state }) => isFinal(state));
}

const ways = [
  ['', {}],
  [
    ', by steps',
    { ramp: { steps: [10, 50], pauseMs: 40, probe: true }, drain: { steps: [50], pauseMs: 40 } },
  ],
] as const;

it.each(ways)(
  'whatever people and crashes do%s, every weight is exact in the end and the pool never falls under its floor',
  async (_, way) => {
    const strategy = { minInService: { count: floor }, capacityWithinMs: 600_000, ...way };
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 8 }), async (acts) => {
        let stage = await open({ strategy });
        const seen: Seen = { weights: { ...allBack }, fewest: 5, releases: 0 };
        const { balancer } = stage;
        balancer.onChange(() => {
          const serving = (balancer.world.pools.get('web') ?? []).filter(({ state }) => state === 'ready');
          seen.fewest = Math.min(seen.fewest, serving.length);
        });
        for (const each of acts) stage = await perform(stage, seen, each);
        await settle(stage);
        expect(seen.fewest).toBeGreaterThanOrEqual(floor);
        expect(stage.members()).toEqual(seen.weights);
        expect(await stage.store.custody.all()).toEqual([]);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  },
  600_000,
);
