import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Cut, startCut } from '../peers/cut.ts';
import { expectAllBack, expectNothingShows } from './boundaries.ts';
import { waitForGo } from './host.ts';
import { openTeamWorld, type TeamWorld } from './team.ts';
import { until } from './until.ts';

let team: TeamWorld;
let cuts: Cut[] = [];
beforeAll(async () => {
  team = await openTeamWorld(3);
}, 120_000);
afterEach(async () => {
  await Promise.all(cuts.map((each) => each.stop()));
  cuts = [];
});
afterAll(() => team?.close());

const names = ['web-01', 'web-02', 'web-03'];
/** Processes are missed, taken over from and begun anew: on a machine with other work that takes its time. */
const longMs = 240_000;

async function cutTo(port: number, host?: string): Promise<Cut> {
  const made = await startCut(port, host);
  cuts.push(made);
  return made;
}

/** The first replica's way to one of the things that are shared leads through `link`. */
const firstOnly = (wanted: 'database' | 'redis', link: Cut) => (url: string, replica: number, what: string) =>
  replica === 0 && what === wanted ? url.replace(/:\d+(?=\/|$)/, `:${link.port}`) : url;

describe('one of two replicas is cut off', () => {
  for (const [what, port] of [
    ['redis', () => team.redis.port],
    ['database', () => team.postgres.port],
  ] as const) {
    for (const how of ['cut', 'freeze'] as const) {
      it(
        `from the ${what} (${how}): the other one takes over, and it begins anew when it is back`,
        async () => {
          const link = await cutTo(port());
          const scene = await team.pair({ through: firstOnly(what, link) });
          const { bot, other, host } = scene;
          host('web-01').hook(waitForGo);
          const { id } = await bot.deploy('deploy web v2');
          const rolling = other.follow(id);
          await until('the deploy runs', () => host('web-01').hooked() !== undefined);
          link[how]();
          await rolling.line('taken');
          host('web-01').go();
          host('web-02').go();
          host('web-03').go();
          const { state } = await rolling.end();
          expect(state, `${rolling.lines().join('\n')}\n${other.log()}`).toBe('succeeded');
          link.heal();
          await until(
            () => `it begins anew:\n${bot.log()}`,
            () => bot.log().includes('it begins anew'),
            60_000,
          );
          await until('it answers', async () => (await bot.say('status web')).code === 'ok', 60_000);
          await expectNothingShows({ ...scene, bot: other }, names, 'v2');
        },
        longMs,
      );
    }
  }

  it(
    'from a host in the middle of its deploy: it asks, the job goes on there, and a retry is one more, after it',
    async () => {
      const ports = new Map<string, Cut>();
      const world = team.world;
      for (const { name, sshd, address } of world.hosts) ports.set(name, await cutTo(sshd.port, address));
      const scene = await team.pair({
        sshPort: (name, port, replica) => (replica === 0 ? (ports.get(name)?.port ?? port) : port),
      });
      const { bot, host } = scene;
      host('web-02').hook(waitForGo);
      const rolling = await bot.deploy('deploy web v2');
      await until('the deploy runs', () => host('web-02').hooked() !== undefined);
      ports.get('web-02')?.freeze();
      await rolling.question('web-02');
      ports.get('web-02')?.heal();
      host('web-02').go();
      await until('the job has ended on the host', async () => (await host('web-02').runs()) === 'v2');
      expect((await bot.say(`retry ${rolling.id} web-02`)).code).toBe('ok');
      expect((await rolling.end()).state).toBe('succeeded');
      // One for each attempt that somebody ordered: the second one began when the first had ended.
      expect(names.map((name) => host(name).deploys())).toEqual([['v2'], ['v2', 'v2'], ['v2']]);
      await expectAllBack(scene);
    },
    longMs,
  );
});

describe('what all replicas share', () => {
  it(
    'Redis is away: what is out is given back, nothing new is taken out, the thread says so, and it goes on',
    async () => {
      const scene = await team.pair();
      const { bot, host, watch } = scene;
      host('web-01').hook(waitForGo);
      const rolling = await bot.deploy('deploy web v2');
      await until('the deploy runs', () => host('web-01').hooked() !== undefined);
      team.redis.freeze();
      host('web-01').go();
      await rolling.line('web-01 done');
      await rolling.line('nothing new is taken out');
      expect(watch.changes()).toEqual(['web-01 drain', 'web-01 ready']);
      team.redis.thaw();
      host('web-02').go();
      host('web-03').go();
      expect((await rolling.end()).state).toBe('succeeded');
      await expectNothingShows(scene, names, 'v2');
    },
    longMs,
  );

  it(
    'Redis comes back with nothing: the lock is there again before anything else, and nobody can take it',
    async () => {
      const scene = await team.pair();
      const { bot, other, host } = scene;
      host('web-02').hook(waitForGo);
      const rolling = await bot.deploy('deploy web v2');
      await until('the deploy runs', () => host('web-02').hooked() !== undefined);
      await team.redis.restartEmpty();
      await until('the locks can be read', async () => (await other.say('locks')).code === 'ok');
      expect(JSON.stringify((await other.say('locks')).card)).toContain(rolling.id);
      expect((await other.say('lock web I want it')).code).toBe('refused');
      host('web-02').go();
      host('web-03').go();
      expect((await rolling.end()).state).toBe('succeeded');
      await expectNothingShows(scene, names, 'v2');
    },
    longMs,
  );

  it(
    'PostgreSQL is away for a moment: everything waits and goes on',
    async () => {
      const scene = await team.pair();
      const { bot, host } = scene;
      host('web-02').hook(waitForGo);
      const rolling = await bot.deploy('deploy web v2');
      await until('the deploy runs', () => host('web-02').hooked() !== undefined);
      await team.postgres.kill();
      host('web-02').go();
      host('web-03').go();
      await team.postgres.restart();
      const again = bot.follow(rolling.id);
      expect((await again.end()).state).toBe('succeeded');
      await expectNothingShows(scene, names, 'v2');
    },
    longMs,
  );

  it(
    'PostgreSQL is silent for all for 18 s, as in a failover: everything waits and goes on',
    async () => {
      const link = await cutTo(team.postgres.port);
      const scene = await team.pair({ through: (url, _, what) => firstOnly('database', link)(url, 0, what) });
      const { bot, other, host } = scene;
      host('web-01').hook(waitForGo);
      const { id } = await bot.deploy('deploy web v2');
      await until('the deploy runs', () => host('web-01').hooked() !== undefined);
      link.freeze();
      await sleep(3_000);
      for (const name of names) host(name).go();
      await sleep(15_000);
      link.heal();
      const rolling = other.follow(id);
      expect((await rolling.end()).state, rolling.lines().join('\n')).toBe('succeeded');
      await expectNothingShows({ ...scene, bot: other }, names, 'v2');
    },
    longMs,
  );
});
