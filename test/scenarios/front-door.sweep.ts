import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { seePool } from '../../demo/runtime-api.ts';
import { exampleSecrets } from '../config/example-secrets.ts';
import { runMain } from './bot.ts';
import { expectEnd } from './evidence.ts';
import { waitForGo } from './host.ts';
import { until } from './until.ts';
import { openWorld, type Scene, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ hosts: 2 });
}, 120_000);
afterAll(() => world.close());

/** The scene's configuration with a change in its text; what it was is the file's new name. */
const changed = ({ bot }: Scene, name: string, change: (text: string) => string): string => {
  const before = readFileSync(bot.config, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  const file = `${bot.config}.${name}.yml`;
  writeFileSync(file, after);
  return file;
};
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('rollout start', () => {
  it('refuses a data directory that another bot has, and lets only its owner talk to it', async () => {
    const { bot } = await world.scene();
    expect(mode(join(bot.dataDir, 'rollout.sock'))).toBe('600');
    expect(mode(bot.dataDir)).toBe('700');
    const second = await bot.run('start');
    expect(second.code).toBe(69);
    expect(second.out).toContain(
      `another bot is running on ${bot.dataDir}: stop that one, or give this one its own dataDir`,
    );
    expect((await bot.say('locks')).code).toBe('ok');
  });

  it('ended by SIGTERM in the middle of a rollout goes on when it is started again', async () => {
    const scene = await world.scene();
    const { bot, host } = scene;
    host('web-01').hook(waitForGo);
    const rolling = await bot.deploy('deploy web v2');
    await until('the command runs', () => host('web-01').hooked());
    expect(await bot.terminate()).toBe(0);
    await bot.start();
    await rolling.line(
      'taken up again after a restart at web-01 during deploy; lb1/web says weight 100, drain, was weight 100, ready; continuing',
    );
    host('web-01').go();
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2' });
  });
});

describe('rollout check', () => {
  it('prints everything that is wrong at once, and exits with 78', async () => {
    const scene = await world.scene();
    const file = changed(scene, 'wrong', (text) =>
      text
        .replace('batch: 1', 'bach: 1')
        .replace('timeout: 2m', 'timeout: soon')
        .replace('[lb1/web]', '[lb2/web]'),
    );
    const { code, out } = await runMain(['check', file]);
    expect(code).toBe(78);
    expect(out).toMatch(/:\d+:\d+ clusters\.web\.strategy.*bach.*batch/);
    expect(out).toMatch(/:\d+:\d+ clusters\.web\.deploy\.timeout/);
    expect(out).toMatch(/:\d+:\d+ clusters\.web\.pools.*did you mean `lb1`/);
    expect((await runMain(['start', '--config', file])).code).toBe(78);
  });

  it('passes the examples', async () => {
    for (const [name, value] of Object.entries(exampleSecrets)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const folder = fileURLToPath(new URL('../../examples', import.meta.url));
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.yml'))) {
      const { code, out } = await runMain(['check', join(folder, name)]);
      expect(code, out).toBe(0);
    }
  });
});

describe('rollout doctor', () => {
  it('tells every connection that works and every one that does not, and changes nothing', async () => {
    const scene = await world.scene();
    const { bot, hosts, haproxy } = scene;
    const before = await seePool(haproxy.socketPath, 'web');
    const well = await bot.run('doctor');
    expect(well.code, well.out).toBe(0);
    expect(well.out).toMatch(/ok +pool +lb1\/web +2 of 2 members in service/);
    for (const { name } of hosts) expect(well.out).toMatch(new RegExp(`ok +host of web +${name} +runs v1`));

    const doctor = (name: string, change: (text: string) => string) =>
      runMain(['doctor', '--config', changed(scene, name, change)]);
    const [first, second] = hosts.map(({ sshd }) => sshd.fingerprints.ed25519 ?? '');
    const untrusted = await doctor('key', (text) => text.replace(first ?? '', second ?? ''));
    expect(untrusted.code, untrusted.out).toBe(1);
    expect(untrusted.out).toMatch(/NO +host of web +web-01/);
    expect(untrusted.out).toMatch(/ok +host of web +web-02/);
    const dead = await doctor('dead', (text) => text.replace(haproxy.socketPath, `${bot.dataDir}/nobody`));
    expect(dead.code, dead.out).toBe(1);
    expect(dead.out).toMatch(/NO +pool +lb1\/web/);
    const missing = await doctor('missing', (text) => text.replace('name: web-02', 'name: web-20'));
    expect(missing.code, missing.out).toBe(1);
    expect(missing.out).toMatch(/NO +pool +lb1\/web +not there, or not once: web-20/);

    expect(await seePool(haproxy.socketPath, 'web')).toEqual(before);
    expect(hosts.flatMap((host) => host.deploys())).toEqual([]);
  });

  it('compares the record with the balancer, asked of the bot or read without it, and says what mends it', async () => {
    const scene = await world.scene();
    const { bot, host } = scene;
    host('web-02').hook('exit 7');
    const rolling = await bot.deploy('deploy web v2');
    await rolling.question('exit code 7');
    const asking = await bot.run('doctor');
    expect(asking.code, asking.out).toBe(0);
    expect(asking.out).toMatch(/ask +question +r\d+ web-02 +since/);
    expect((await bot.say(`skip ${rolling.id} web-02`)).code).toBe('ok');
    await rolling.end();
    const leftOut = /NO +member +web-02 in lb1\/web +left out by r\d+ since/;
    const asked = await bot.run('doctor');
    expect(asked.code, asked.out).toBe(1);
    expect(asked.out).toMatch(leftOut);
    expect(asked.out).toContain('enable web web-02');
    await bot.kill();
    const read = await bot.run('doctor');
    expect(read.code, read.out).toBe(1);
    expect(read.out).toMatch(leftOut);
    await bot.start();
    expect((await bot.run('exec', 'enable web web-02 --unverified')).code).toBe(0);
    await until('it is well again', async () => (await bot.run('doctor')).code === 0);
  });
});

describe('rollout exec', () => {
  it('does the main job, across a SIGKILL of the bot, and exits with 0', async () => {
    const scene = await world.scene();
    const { bot, host } = scene;
    host('web-02').hook(waitForGo);
    const client = bot.run('exec', 'deploy web v2', '--yes');
    await until('the command runs', () => host('web-02').hooked());
    await bot.kill();
    await bot.start();
    host('web-02').go();
    const { code, out } = await client;
    expect(code, out).toBe(0);
    expect(out).toContain('The bot went away');
    await expectEnd(scene, bot.follow('r1'), { state: 'succeeded', release: 'v2' });
  });

  it('tells by its exit code how a command ended', async () => {
    const { bot, host } = await world.scene();
    const codeOf = async (...words: readonly string[]) => (await bot.run('exec', ...words)).code;
    expect(await codeOf('depoly web v2')).toBe(2);
    expect(await codeOf('approve r99')).toBe(2);
    expect(await codeOf('status')).toBe(0);
    expect(await codeOf('deploy web v2')).toBe(3);
    host('web-01').hook('exit 7');
    const asked = await bot.run('exec', 'deploy web v2', '--yes');
    expect(asked.code, asked.out).toBe(3);
    expect(asked.out).toMatch(/Retry: rollout exec "retry r\d+ web-01"/);
    expect(await codeOf('lock web maintenance')).toBe(4);
    const id = /retry (r\d+) web-01/.exec(asked.out)?.[1] ?? '';
    const rolling = bot.follow(id);
    expect(await codeOf(`abort ${id}`)).toBe(0);
    expect((await rolling.end()).state).toBe('aborted');
    await bot.kill();
    const none = await bot.run('exec', 'status');
    expect(none.code).toBe(69);
    expect(none.out).toContain('The bot is not running here');
  });

  it('exits with 1 for a rollout that did not succeed', async () => {
    const { bot, host } = await world.scene({ onFailure: 'abort' });
    host('web-01').hook('exit 7');
    const failed = await bot.run('exec', 'deploy web v2', '--yes');
    expect(failed.code, failed.out).toBe(1);
    expect(failed.out).toContain('web-01');
    expect((await bot.say('drained')).card.table?.rows.map(([member]) => member)).toEqual(['web-01']);
  });
});
