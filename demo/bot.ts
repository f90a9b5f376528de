import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signal } from './alive.ts';
import { type Background, type Crew, exitOf, until } from './processes.ts';
import { bot } from './script.ts';
import type { Stage } from './stage.ts';

/**
 * Starts the real bot in the background; resolves when it says that it is ready.
 * @param log the name of a file that is not there yet
 */
export async function startBot(crew: Crew, { folder, config }: Stage, log: string): Promise<Background> {
  const command = [process.execPath, bot, 'start', '--config', config];
  // Where the bot keeps its jobs on "the hosts", which are this machine: in the demo's folder, not in anybody's home.
  const env = { XDG_STATE_HOME: join(folder, 'state') };
  const started = crew.start('the bot', command, join(folder, log), env);
  const ready = (): boolean => readFileSync(started.log, 'utf8').includes('Rollout is ready');
  await until('the bot is ready', ready, { withinMs: 30_000, process: started });
  return started;
}

/** Runs the real client on this terminal with one command (and options) to its end; gives its exit code. */
export const runClient = (crew: Crew, config: string, command: readonly string[]): Promise<number> =>
  crew.run([process.execPath, bot, 'exec', ...command, '--config', config]);

/** Ends the bot as a power cut would. */
export async function killBot(process: Background): Promise<void> {
  signal(process.pid, 'SIGKILL');
  await exitOf(process.child);
}
