import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Ends a server when this process is gone, however that ended: the pipe is closed then. It has a session of its own, so that no
 * signal to this process's group reaches it. A PostgreSQL whose first process is killed ends by itself.
 */
export function guardOf(pid: number): ChildProcess {
  const script = 'while read -r _; do :; done; kill -KILL "$0" 2>/dev/null';
  const guard = spawn('sh', ['-c', script, String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Nobody waits for it.
  guard.unref();
  if (guard.stdin && 'unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  return guard;
}
