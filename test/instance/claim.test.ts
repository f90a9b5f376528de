import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimDataDir } from '../../src/instance/claim.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollout-claim-'));
});
afterEach(() => rm(dir, { recursive: true }));

const claim = () => claimDataDir(dir, (socket) => socket.end());

it('is given to one process only, with a sentence for the other', async () => {
  const first = await claim();
  const second = await claim();
  expect('claim' in first).toBe(true);
  expect(second).toEqual({
    problem: `another bot is running on ${dir}: stop that one, or give this one its own dataDir`,
  });
  if ('claim' in first) await first.claim.close();
  const third = await claim();
  expect('claim' in third).toBe(true);
  if ('claim' in third) await third.claim.close();
});

it('is given to exactly one of many that come at once, over a dead one’s socket', async () => {
  // A listener that was killed leaves its socket file behind.
  const script = `require('node:net').createServer().listen(${JSON.stringify(join(dir, 'rollout.sock'))}, () => console.log('up'))`;
  const dead = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(dead.stdout, 'data');
  dead.kill('SIGKILL');
  await once(dead, 'exit');
  const all = await Promise.all([claim(), claim(), claim()]);
  const won = all.filter((each) => 'claim' in each);
  expect(won).toHaveLength(1);
  for (const each of won) if ('claim' in each) await each.claim.close();
  expect((await readdir(dir)).filter((name) => name === 'rollout.sock')).toEqual([]);
});

it('can be opened by the owner only', async () => {
  const claimed = await claim();
  expect((await stat(dir)).mode & 0o777).toBe(0o700);
  expect((await stat(join(dir, 'rollout.sock'))).mode & 0o777).toBe(0o600);
  if ('claim' in claimed) await claimed.claim.close();
});

it('refuses a directory whose path is too long for a socket, or that is a file', async () => {
  expect(await claimDataDir(join(dir, 'x'.repeat(120)), () => undefined)).toMatchObject({
    problem: expect.stringContaining('too long'),
  });
  await writeFile(join(dir, 'file'), '');
  await expect(claimDataDir(join(dir, 'file'), () => undefined)).rejects.toThrow('EEXIST');
});
