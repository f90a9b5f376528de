import { isAlive } from './alive.ts';

/**
 * Calls `onGone` once the demo's own process is no longer there: a demo that was killed leaves nothing behind.
 * @param owner the demo's process id
 */
export function watchOwner(owner: number, onGone: () => void): void {
  const timer = setInterval(() => {
    if (isAlive(owner)) return;
    clearInterval(timer);
    onGone();
  }, 250);
  timer.unref();
}
