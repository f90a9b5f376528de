import { expect } from 'vitest';
import { type SlackDouble, startSlack } from '../doubles/slack/slack.ts';
import { type PostgresPeer, startPostgres } from '../peers/postgres.ts';
import { type RedisPeer, startRedis } from '../peers/redis.ts';
import { toldOf } from '../scenarios/told-of.ts';
import { openWorld, type Scene, type World } from '../scenarios/world.ts';

/** Real PostgreSQL, Redis, HAProxy and sshd, a strict stand-in for Slack, and two bots. */
export interface CrashScene extends Scene {
  readonly slack: SlackDouble;
  readonly channel: string;
}

export async function openCrashScene(): Promise<{ readonly scene: CrashScene; close(): Promise<void> }> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.reverse()) await closer();
  };
  const opened = <T extends { stop(): Promise<unknown> }>(peer: T): T => {
    closers.push(() => peer.stop());
    return peer;
  };
  const postgres: PostgresPeer = opened(await startPostgres());
  const redis: RedisPeer = opened(await startRedis());
  const slack = opened(await startSlack());
  const team = {
    database: () => postgres.database(),
    redisUrl: redis.url,
  };
  const world: World = await openWorld({ hosts: 2, team });
  closers.push(() => world.close());
  const channel = slack.addChannel({ name: 'deploys', botIn: true });
  const { botToken, appToken, apiUrl } = slack;
  const scene = await world.scene({
    replicas: 2,
    more: { chat: { slack: { botToken, appToken, apiUrl } } },
    moreOfCluster: { channels: { slack: channel } },
  });
  return { scene: { ...scene, slack, channel }, close };
}

/** Nothing was written for five seconds. */
export async function isQuiet(slack: SlackDouble): Promise<boolean> {
  const writes = () => slack.calls().filter(({ method }) => method.startsWith('chat.')).length;
  const before = writes();
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  return writes() === before;
}

/** Everything that was told is there once; and of each rollout, its end. */
export async function expectToldOnce(
  { slack, channel }: CrashScene,
  rollouts: readonly string[],
): Promise<void> {
  const roots = slack.messages(channel);
  const all = roots.flatMap((root) => [root, ...slack.thread(channel, root.ts)]);
  // Files bear no mark: in one thread each has a name of its own.
  const keys = all.map(({ metadata, files, threadTs }) =>
    JSON.stringify(metadata ?? [threadTs, files.map(({ name }) => name)]),
  );
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  for (const id of rollouts) {
    const of = roots.filter(({ metadata }) => JSON.stringify(metadata ?? '').includes(` ${id} root"`));
    expect(of, `the message of ${id}`).toHaveLength(1);
    expect(of.map((root) => slack.read(root)).join()).toMatch(/succeeded|aborted|failed|dropped/);
  }
  expect(slack.problems()).toEqual([]);
}

/** What the journal says of hosts, deaths and ends, the thread says too. */
export async function expectNothingUntold(
  { slack, channel, bot }: CrashScene,
  rollouts: readonly string[],
): Promise<void> {
  const roots = slack.messages(channel);
  for (const id of rollouts) {
    const root = roots.find(({ metadata }) => JSON.stringify(metadata ?? '').includes(` ${id} root"`));
    const texts = root ? slack.thread(channel, root.ts).map((message) => slack.read(message)) : [];
    const { state } = await bot.follow(id).end();
    const lines = await toldOf(bot, id);
    const count = (among: readonly string[], pattern: RegExp) =>
      among.filter((text) => pattern.test(text)).length;
    const taken = /taken (over|up again)/;
    expect([id, count(texts, taken)]).toEqual([id, count(lines, taken)]);
    // Beside its own there may be what was printed, and what was asked.
    const ofHost = count(texts, /^\W*web-01 · /);
    if (count(lines, /^web-01 drain/) > 0) expect(ofHost, `messages of web-01 in ${id}`).toBeGreaterThan(0);
    expect([id, count(texts, new RegExp(`${id} .* · ${state}`))]).toEqual([id, 1]);
  }
}
