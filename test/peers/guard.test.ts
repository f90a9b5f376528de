import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { guardOf } from './guard.ts';
import { processTree } from './process-tree.ts';

it('ends what it guards once its pipe is closed, as the end of this process does, and not before', async () => {
  const server = spawn('sleep', ['600'], { stdio: 'ignore' });
  const pid = server.pid ?? 0;
  const guard = guardOf(pid);
  await once(guard, 'spawn');
  expect(processTree(pid)).toEqual([pid]);
  guard.stdin?.destroy();
  await expect.poll(() => processTree(pid)).toEqual([]);
});

it('leaves alone what it guarded when it is ended itself', async () => {
  const server = spawn('sleep', ['600'], { stdio: 'ignore' });
  const pid = server.pid ?? 0;
  const guard = guardOf(pid);
  guard.kill('SIGKILL');
  await once(guard, 'exit');
  expect(processTree(pid)).toEqual([pid]);
  server.kill('SIGKILL');
});
