import { createInterface } from 'node:readline';
import { signal } from './alive.ts';

/**
 * Outlives the demo's own process by a moment, and ends what that one can no longer end: even after `kill -9` no bot
 * and no load balancer stays behind. Its standard input says which processes there are (`+PID`, `-PID`); the end of
 * the input is the end of the demo.
 */
const alive = new Set<number>();
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (line.startsWith('+')) alive.add(Number(line.slice(1)));
  else alive.delete(Number(line.slice(1)));
});
lines.on('close', () => {
  for (const pid of alive) signal(pid, 'SIGKILL');
});
