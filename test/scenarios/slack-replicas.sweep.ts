import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { type SlackDouble, startSlack } from '../doubles/slack/slack.ts';
import type { Bot } from './bot.ts';
import { expectNothingShows } from './boundaries.ts';
import { expectEnd } from './evidence.ts';
import { waitForGo } from './host.ts';
import type { Rolling } from './rolling.ts';
import { openSlackScene, type SlackScene } from './slack-scene.ts';
import { openTeamWorld, type TeamWorld } from './team.ts';
import { until } from './until.ts';

let team: TeamWorld;
let slack: SlackDouble;
beforeAll(async () => {
  team = await openTeamWorld(3);
}, 120_000);
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.stop());
afterAll(() => team?.close());

const names = ['web-01', 'web-02', 'web-03'];

/** A replica, and the sockets over which Slack reaches it and no other. */
interface Side {
  readonly bot: Bot;
  readonly sockets: readonly number[];
}

/** What the first one plans, the second one approves, and thereby works on. */
async function openSides(): Promise<{ readonly scene: SlackScene; readonly one: Side; readonly two: Side }> {
  const scene = await openSlackScene(team.world, slack, { replicas: 2 });
  onTestFailed(() => console.error(scene.seen()));
  const [first, second] = scene.bots;
  if (!first || !second) throw new Error('there are two');
  // Each has two: those that are left belong to the one that lives.
  await second.kill();
  const sockets = (count: number) =>
    until(`${count} sockets are open`, () => slack.sockets() === count && slack.openSockets());
  const one = { bot: first, sockets: await sockets(2) };
  await second.start();
  const two = { bot: second, sockets: (await sockets(4)).filter((each) => !one.sockets.includes(each)) };
  return { scene, one, two };
}

/** Everything that people do comes to this replica. */
const reach = ({ sockets }: Side): void => slack.trouble.sendOver(sockets);

const worksOn = ({ bot }: Side, id: string): boolean => bot.steps().some((step) => step.startsWith(`${id}|`));

/** What people decided, as the journal has it. */
const decided = (rolling: Rolling): readonly string[] =>
  rolling.lines().filter((line) => /^approved by|: (abort|pause|resume)$/.test(line));

it('clicks count that come to the replica which does not work on the rollout', async () => {
  const { scene, one, two } = await openSides();
  const { say, click, reads, host } = scene;
  host('web-01').hook(waitForGo);
  reach(one);
  await say('alice', 'deploy web v2');
  await reads('[Approve]');
  const rolling = one.bot.follow('r1');
  reach(two);
  await click('bob', 'Approve');
  await until('the deploy runs', () => host('web-01').hooked() !== undefined);
  reach(one);
  await click('alice', 'Abort');
  await reads(/r1 deploy web v1 → v2 · aborted/);
  expect([worksOn(one, 'r1'), worksOn(two, 'r1')]).toEqual([false, true]);
  await rolling.end();
  expect(decided(rolling)).toEqual(['approved by bob', 'alice: abort']);
  const untouched = { runs: 'v1', deploys: [] };
  await expectEnd(scene, rolling, {
    state: 'aborted',
    release: 'v2',
    hosts: { 'web-01': { runs: 'v1', state: 'drain' }, 'web-02': untouched, 'web-03': untouched },
  });
  expect(slack.problems()).toEqual([]);
}, 240_000);

it('a click that comes to both replicas at once counts once, and nobody is told that it came too late', async () => {
  const { scene, one, two } = await openSides();
  const { say, reads, host, channel, whispers } = scene;
  const clickAtBoth = async (user: string, label: string): Promise<void> => {
    reach(two);
    const first = slack.click({ user, channel, label });
    reach(one);
    const acked = await Promise.all([first, slack.trouble.redeliver()]);
    expect(acked).toMatchObject([{ acked: true }, { acked: true }]);
  };
  host('web-01').hook(waitForGo);
  reach(one);
  await say('alice', 'deploy web v2');
  await reads('[Approve]');
  const rolling = one.bot.follow('r1');
  await clickAtBoth(scene.id('bob'), 'Approve');
  await until('the deploy runs', () => host('web-01').hooked() !== undefined);
  await reads('[Pause]');
  await clickAtBoth(scene.id('bob'), 'Pause');
  await reads('[Resume]');
  for (const name of names) host(name).go();
  await reads('web-01 · done');
  await clickAtBoth(scene.id('bob'), 'Resume');
  await reads(/r1 deploy web v1 → v2 · succeeded/);
  expect([one, two].filter((side) => worksOn(side, 'r1'))).toHaveLength(1);
  await rolling.end();
  expect(decided(rolling)).toEqual(['approved by bob', 'bob: pause', 'bob: resume']);
  expect(whispers('bob')).toEqual([]);
  await expectNothingShows(scene, names, 'v2');
  expect(slack.problems()).toEqual([]);
}, 240_000);
