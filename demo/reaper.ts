import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { signal } from './alive.ts';

/**
 * `node reaper.js MARK`: outlives the demo's own process by a moment, and ends what that one can no longer end: even
 * after `kill -9` no bot and no load balancer stays behind. Its standard input says which processes there are (`+PID`,
 * `-PID`, `done`); the end of the input is the end of the demo. One that was being started just then, and so never told,
 * has MARK in its environment.
 */
const [mark = ''] = process.argv.slice(2);
const alive = new Set<number>();
let done = false;
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (line === 'done') done = true;
  else if (line.startsWith('+')) alive.add(Number(line.slice(1)));
  else alive.delete(Number(line.slice(1)));
});
lines.on('close', async () => {
  for (const pid of alive) signal(pid, 'SIGKILL');
  for (let looks = 0; !done && looks < 8; looks += 1) {
    for (const pid of marked()) signal(pid, 'SIGKILL');
    await sleep(250);
  }
});

/** Processes with MARK in their environment, where the system shows that (Linux). */
function marked(): number[] {
  if (process.platform !== 'linux' || mark === '') return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => environmentOf(pid).includes(mark));
}

/** Empty for one that has just ended or is somebody else's. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch (error) {
    return error instanceof Error && 'code' in error ? '' : String(error);
  }
}
