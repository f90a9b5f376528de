import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process runs. One that has ended and was not yet collected by its parent counts as ended. */
export function isAlive(pid: number): boolean {
  return signal(pid, 0) && !isZombie(pid);
}

/** Sends a signal; false where there is no such process any more. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Resolves true when the process has ended, false when it hasn't within `withinMs` milliseconds. */
export async function ended(pid: number, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (isAlive(pid)) {
    if (performance.now() > until) return false;
    await sleep(10);
  }
  return true;
}

/** Ends a process politely, and firmly after `withinMs` milliseconds. */
export async function endProcess(pid: number, withinMs: number): Promise<void> {
  if (!signal(pid, 'SIGTERM') || (await ended(pid, withinMs))) return;
  signal(pid, 'SIGKILL');
  await ended(pid, withinMs);
}

/** Linux tells (proc(5), the third field); elsewhere we take it for running. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
