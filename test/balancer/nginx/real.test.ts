import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLocalShell } from '../../../src/transport/local.ts';
import type { OpenShell } from '../../../src/transport/shell.ts';
import { type Rig, startRig } from './rig.ts';
import { isChange } from './tap.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
beforeEach(async () => {
  rig.tap.before = () => undefined;
  rig.write(rig.text);
  await rig.balancer().setWeight('web', rig.apps[0].name, 3);
});
afterAll(() => rig?.stop());

const soon = { timeout: 30_000, interval: 20 };

it('lets a held connection live on while its member is drained, and counts it until it ends', async () => {
  const [{ name, letGo }, other] = rig.apps;
  const b = rig.balancer();
  const open = async () => (await b.read('web')).map(({ connections }) => connections);
  await b.drain('web', other.name);
  const held = rig.ask('/hold');
  await expect.poll(open, soon).toEqual([1, 0]);
  await b.apply('web', other.name, { weight: 1, state: 'ready' });
  await b.drain('web', name);
  expect(await open()).toEqual([1, 0]);
  expect(rig.nginx.workers().retired.length).toBeGreaterThan(0);
  letGo();
  expect(await held).toBe(200);
  await expect.poll(async () => (await open())[0], soon).toBe(0);
});

it('fails no request while members are drained and given back, and sends a drained one nothing', async () => {
  const b = rig.balancer();
  let going = true;
  const statuses = new Map<number, number>();
  const client = async (): Promise<void> => {
    for (let n = 0; going && n < 2_000; n += 1) {
      const status = await rig.ask();
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const load = Promise.all([client(), client(), client()]);
  for (const app of rig.apps) {
    await b.drain('web', app.name);
    const before = app.requests();
    const [other] = rig.apps.filter((one) => one !== app);
    const served = other?.requests() ?? 0;
    await expect.poll(() => (other?.requests() ?? 0) - served, soon).toBeGreaterThan(20);
    expect(app.requests()).toBe(before);
    await b.apply('web', app.name, { weight: 3, state: 'ready' });
    await expect.poll(() => app.requests(), soon).toBeGreaterThan(before);
  }
  going = false;
  await load;
  expect([...statuses.keys()]).toEqual([200]);
});

it('gives the file back byte for byte, and leaves nothing beside it', async () => {
  const b = rig.balancer();
  await b.drain('web', rig.apps[0].name);
  expect(rig.file()).toBe(rig.text.replace('max_fails=0; # the first', 'max_fails=0 down; # the first'));
  await b.apply('web', rig.apps[0].name, { weight: 3, state: 'ready' });
  expect(rig.file()).toBe(rig.text);
  expect(readdirSync(`${rig.nginx.dir}/conf.d`).sort()).toEqual(['other.conf', 'upstreams.conf']);
});

it('keeps what somebody else writes into the file meanwhile, each time', async () => {
  let edits = 0;
  rig.tap.before = (script) => {
    if (!isChange(script) || edits === 3) return;
    edits += 1;
    rig.write(`# edit ${edits}\n${rig.file()}`);
  };
  await rig.balancer().drain('web', rig.apps[1].name);
  const drained = rig.text.replace(
    `${rig.apps[1].name} max_fails=0;`,
    `${rig.apps[1].name} max_fails=0 down;`,
  );
  expect(rig.file()).toBe(`# edit 3\n# edit 2\n# edit 1\n${drained}`);
});

it("gives up on a file that is somebody else's each time", async () => {
  rig.tap.before = (script) => {
    if (isChange(script)) rig.write(`${rig.file()}# more\n`);
  };
  await expect(rig.balancer().drain('web', rig.apps[0].name)).rejects.toMatchObject({
    kind: 'failed',
    message: `${rig.nginx.file} of lb1 was changed by somebody else 12 times in a row.`,
  });
  expect(rig.file()).not.toContain('down');
});

it('changes one file from two processes at once, and loses no change of either', async () => {
  const [one, other] = [rig.balancer(), rig.balancer()];
  await Promise.all([
    one.drain('web', rig.apps[0].name),
    other.setWeight('web', rig.apps[1].name, 7),
    one.setWeight('web', rig.apps[0].name, 9),
  ]);
  expect(await one.read('web')).toMatchObject([
    { state: 'drain', weight: 9 },
    { state: 'ready', weight: 7 },
  ]);
});

it('puts changes that come together into one reload, and tells each what became of it', async () => {
  const b = rig.balancer();
  const before = rig.reloads();
  const [first, second] = rig.apps.map(({ name }) => name);
  const ends = await Promise.allSettled([
    b.drain('web', first ?? ''),
    b.setWeight('web', second ?? '', 2),
    b.drain('web', '10.0.0.1'),
    b.setWeight('web', second ?? '', 5),
    b.drain('other', first ?? ''),
    b.drain('web', second ?? ''),
  ]);
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(await b.read('web')).toMatchObject([{ state: 'drain' }, { state: 'drain', weight: 5 }]);
  expect(rig.reloads() - before).toBe(2);
});

it('reloads what the file says already where nginx may not know it, and then no more', async () => {
  const b = rig.balancer();
  const [first] = rig.apps;
  rig.write(rig.text.replace('max_fails=0; # the first', 'max_fails=0 down; # the first'));
  const before = rig.reloads();
  await b.drain('web', first.name);
  await b.drain('web', first.name);
  expect(rig.reloads() - before).toBe(1);
  const seen = first.requests();
  for (let n = 0; n < 10; n += 1) expect(await rig.ask()).toBe(200);
  expect(first.requests()).toBe(seen);
});

it('needs no other tools than busybox has, and flock', async () => {
  const bin = `${rig.nginx.dir}/busybox`;
  mkdirSync(bin);
  execFileSync('sh', ['-c', 'busybox --install -s "$0"', bin]);
  const flock = execFileSync('sh', ['-c', 'command -v flock'], { encoding: 'utf8' }).trim();
  // Debian builds its busybox without one.
  rmSync(`${bin}/flock`, { force: true });
  symlinkSync(flock, `${bin}/flock`);
  const local = createLocalShell({ env: { PATH: bin } });
  const shell: OpenShell = (command, listener) =>
    local(command.replace('exec /bin/sh ', `exec ${bin}/sh `), listener);
  const b = rig.balancer({ shell });
  await b.drain('web', rig.apps[0].name);
  expect(await b.read('web')).toMatchObject([{ state: 'drain', connections: 0 }, { state: 'ready' }]);
});
