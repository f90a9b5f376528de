import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAllSteps } from '../scenarios/boundaries.ts';
import { until } from '../scenarios/until.ts';
import { boundaries, crashCases, dieAndEnd, type Heir, titleOf } from './crash-cases.ts';
import { type CrashScene, expectNothingUntold, expectToldOnce, openCrashScene } from './crash-scene.ts';

/**
 * The bot is killed (SIGKILL) at every boundary of every step of a rollout, and then left alone, told to abort, or told to
 * roll back. @param heir who goes on
 */
export function crashSweep(heir: Heir): void {
  let opened: { readonly scene: CrashScene; close(): Promise<void> } | undefined;
  const scene = (): CrashScene => {
    if (!opened) throw new Error('there is no scene yet');
    return opened.scene;
  };
  beforeAll(async () => {
    opened = await openCrashScene();
  }, 240_000);
  afterAll(() => opened?.close(), 60_000);
  const rollouts: string[] = [];
  let count = 0;

  describe(`${crashCases.length} deaths, at each of ${boundaries.length} boundaries, and ${heir} process goes on`, () => {
    it('the boundaries are all that there are', () =>
      expectAllSteps(scene(), boundaries, 'deploy web k0 --hosts web-01'));

    for (const each of crashCases) {
      it(titleOf(each), async () => {
        count += 1;
        rollouts.push(...(await dieAndEnd(scene(), each, heir, `k${count}`, count)));
        expect(scene().watch.fewest()).toBeGreaterThanOrEqual(1);
      });
    }

    it('told everything, once, and lost no request', async () => {
      expect(Object.keys(Object.fromEntries(scene().traffic.record.byStatus))).toEqual(['200']);
      // Slack takes a message a second, and less than one edit: it all comes, later.
      await until('everything is told', () => quiet(scene()), 1_500_000);
      await expectToldOnce(scene(), rollouts);
      await expectNothingUntold(scene(), rollouts);
      console.log(`${count} deaths of ${crashCases.length}; ${rollouts.length} rollouts, each told once`);
    }, 1_600_000);

    it('which were all of them', () => expect(count).toBe(crashCases.length));
  });
}

/** Nothing was written for five seconds. */
async function quiet({ slack }: CrashScene): Promise<boolean> {
  const writes = () => slack.calls().filter(({ method }) => method.startsWith('chat.')).length;
  const before = writes();
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  return writes() === before;
}
