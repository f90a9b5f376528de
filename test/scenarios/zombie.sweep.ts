import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSlack } from '../doubles/slack/slack.ts';
import { expectNothingUntold, expectToldOnce, isQuiet } from '../sweeps/crash-scene.ts';
import { expectAllBack, expectNothingShows } from './boundaries.ts';
import { openTeamWorld, type Pair, type TeamWorld } from './team.ts';
import { until } from './until.ts';

let team: TeamWorld;
beforeAll(async () => {
  team = await openTeamWorld(2);
}, 120_000);
afterAll(() => team?.close());

/** Where it hurts most to go on late: right before an effect, or between an effect and its record. */
const moments = [
  'drain 1|before',
  'drain 1|effect',
  'deploy 1|before',
  'deploy 1|effect',
  'restore 1|before',
  'restore 1|effect',
];

const begunAnew = ({ bot }: Pair): number => bot.log().split('it begins anew').length - 1;

describe('a process that stands still (SIGSTOP), is taken for dead, and goes on (SIGCONT)', () => {
  for (const moment of moments) {
    it(`at web-01’s ${moment.replace('|', ', ')}, changes nothing more, and begins anew`, async () => {
      const scene = await team.pair();
      const { bot, other, watch, haproxy } = scene;
      const { rollout = '' } = await bot.say('deploy web v2');
      bot.stopAt(`${rollout}/web-01|${moment}`);
      const approved = bot.say(`approve ${rollout}`);
      const rolling = other.follow(rollout);
      await bot.stopped();
      expect((await rolling.end()).state).toBe('succeeded');
      await expectNothingShows({ ...scene, bot: other }, ['web-01', 'web-02'], 'v2');
      const changes = watch.changes().length;
      const journal = rolling.lines().length;
      bot.thaw();
      await until(
        () => `it begins anew:\n${bot.log()}`,
        () => begunAnew(scene) === 1,
      );
      await approved.catch((error: unknown) => error);
      await until('it answers again', async () => (await bot.say('status web')).code === 'ok');
      expect(watch.changes().length).toBe(changes);
      expect(rolling.lines().length).toBe(journal);
      expect(await haproxy.command('show servers state web')).not.toBe('');
      const next = await bot.deploy('deploy web v3');
      expect((await next.end()).state).toBe('succeeded');
      await expectNothingShows(scene, ['web-01', 'web-02'], 'v3');
    }, 180_000);
  }
});

/** It is told to go on, and is done with it when it has begun anew. */
async function thaw({ bot, other, ...scene }: Pair): Promise<void> {
  bot.thaw();
  await until(
    () => `it begins anew:\n${bot.log()}`,
    () => begunAnew({ ...scene, bot, other }) === 1,
  );
  await until('it answers again', async () => (await bot.say('status web')).code === 'ok');
}

describe('the same with a host that a person takes out', () => {
  for (const moment of ['take out|effect', 'wait 1|before', 'return 1|before', 'return 1|effect']) {
    it(`at its ${moment.replace('|', ', ')}`, async () => {
      const scene = await team.pair();
      const { bot, other, watch } = scene;
      const { override = '' } = await bot.say('disable web web-01 it hangs');
      bot.stopAt(`override/${override}|${moment}`);
      const approved = bot.say(`approve ${override}`);
      const returns = moment.startsWith('return');
      if (returns) await approved;
      const enabled = returns ? bot.say('enable web web-01') : undefined;
      await bot.stopped();
      await until('it is out', () => watch.changes().includes('web-01 drain'));
      if (!returns) await other.say('enable web web-01');
      await until(
        'it is back',
        async () => (await other.say('drained')).card.title === 'No member is held out of service',
      );
      await until('it is taken for dead', () => other.log().includes('does not answer any more'));
      await expectAllBack({ ...scene, bot: other });
      const changes = watch.changes();
      await thaw(scene);
      await Promise.all([approved, enabled].map((said) => said?.catch((error: unknown) => error)));
      expect(watch.changes()).toEqual(changes);
      expect(changes).toEqual(['web-01 drain', 'web-01 ready']);
    }, 180_000);
  }
});

it('it tells nothing more in the chat, and nothing twice', async () => {
  const slack = await startSlack();
  try {
    const channel = slack.addChannel({ name: 'deploys', botIn: true });
    const { botToken, appToken, apiUrl } = slack;
    const scene = await team.pair({
      more: { chat: { slack: { botToken, appToken, apiUrl } } },
      moreOfCluster: { channels: { slack: channel } },
    });
    const { bot, other } = scene;
    const { rollout = '' } = await bot.say('deploy web v2');
    bot.stopAt(`${rollout}/web-01|deploy 1|effect`);
    const approved = bot.say(`approve ${rollout}`);
    await bot.stopped();
    expect((await other.follow(rollout).end()).state).toBe('succeeded');
    await thaw(scene);
    await approved.catch((error: unknown) => error);
    await until('everything is told', () => isQuiet(slack));
    await expectToldOnce({ ...scene, bot: other, slack, channel }, [rollout]);
    await expectNothingUntold({ ...scene, bot: other, slack, channel }, [rollout]);
  } finally {
    await slack.stop();
  }
}, 240_000);

it('a process that stands still while it starts, and is taken for dead, ends or begins anew, and hangs never', async () => {
  const { bot } = await team.pair();
  const url = /postgres:\/\/[^\s'"]+/.exec(readFileSync(bot.config, 'utf8'))?.[0];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const known = async () => (await client.query('select 1 from executor')).rowCount;
  await bot.kill();
  const before = await known();
  const started = bot.start().catch((error: Error) => error.message);
  while ((await known()) === before) await sleep(60);
  await client.end();
  bot.freeze();
  await sleep(7_500);
  bot.thaw();
  // Where it was up already it begins anew; else it ends, as one that was taken over from, or by the database's time-out.
  const problem = await started;
  if (problem !== undefined) {
    expect(problem).toContain('could not be started');
    await bot.start();
  }
  expect((await bot.say('status web')).code).toBe('ok');
}, 180_000);
