import { afterEach, expect, it, vi } from 'vitest';
import { allBack, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(async () => {
  vi.restoreAllMocks();
  await stage.close();
});

const hour = 3_600_000;

/** Everybody's clock, the bot's own and the process's, is set by so much. */
function jump(ms: number): void {
  const real = Date.now.bind(Date);
  stage.clock.ahead += ms;
  vi.spyOn(Date, 'now').mockImplementation(() => real() + ms);
}

for (const [direction, ms] of [
  ['forward', hour],
  ['back', -hour],
] as const) {
  it(`the clock jumps an hour ${direction} in the middle of a deploy: nothing times out, and all is as ever`, async () => {
    stage = await openStage();
    const { deployer } = stage;
    deployer.hosts.onRun = (host) => void (host === 'b' && jump(ms));
    const id = await stage.deploy('deploy web v2');
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
    const hosts = await stage.store.rollouts.hosts(id);
    for (const { outMs } of hosts) expect(outMs).toBeGreaterThanOrEqual(0);
    expect(new Set(Object.values(await stage.outcomes(id)))).toEqual(new Set(['done']));
  });

  it(`the clock jumps an hour ${direction} while it soaks: it soaks no longer than it was told to, and goes on`, async () => {
    stage = await openStage({ strategy: { soakMs: 300 } });
    const { deployer } = stage;
    let jumped = false;
    deployer.hosts.onRun = (host) => {
      if (host === 'b' && !jumped) jump(ms);
      jumped ||= host === 'b';
    };
    const id = await stage.deploy('deploy web v2');
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
  });
}

it('an override ends by the time of day: a clock that jumps forward brings its host back, one that jumps back later', async () => {
  stage = await openStage();
  const { override: id = '' } = await stage.say('disable web b for 30m kernel panic');
  await stage.say(`approve ${id}`);
  await expect.poll(() => stage.members().b).toBe('50 drain');
  jump(-hour);
  expect((await stage.store.overrides.get(id))?.state).toBe('out');
  vi.restoreAllMocks();
  jump(2 * hour);
  await expect.poll(() => stage.members().b).toBe('50 ready');
});
