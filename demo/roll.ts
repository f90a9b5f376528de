import { setTimeout as sleep } from 'node:timers/promises';
import { killBot, runClient, startBot } from './bot.ts';
import type { Background, Crew } from './processes.ts';
import type { Stage } from './stage.ts';

/** How it went: the client's exit code, and what the demo did in between. */
export interface Rolled {
  readonly clientExit: number;
  readonly notes: readonly string[];
}

/** Rolls the release out with the real client on this terminal. */
export async function roll(crew: Crew, stage: Stage, release: string): Promise<Rolled> {
  return { clientExit: await deploy(crew, stage, release), notes: [] };
}

/** What a program ends with that Ctrl-C has ended. */
const interrupted = 130;

/** Where nobody could approve at a terminal, it approves by itself. */
async function deploy(crew: Crew, stage: Stage, release: string): Promise<number> {
  const byItself = process.stdin.isTTY && process.stdout.isTTY ? [] : ['--yes'];
  const exit = await runClient(crew, stage.config, [`deploy web ${release}`, ...byItself]);
  // While the client has the terminal, it alone sees Ctrl-C; the person means the whole demo.
  if (exit === interrupted) process.kill(process.pid, 'SIGINT');
  return exit;
}

/**
 * The same, but the bot is killed while the second host is being deployed to, and started again. The client waits for it
 * and follows to the end.
 */
export async function rollWithCrash(
  crew: Crew,
  stage: Stage,
  bot: Background,
  release: string,
): Promise<Rolled> {
  const client = deploy(crew, stage, release);
  const host = await Promise.race([secondDeploy(stage), client.then(() => undefined)]);
  if (host === undefined) throw new Error('the rollout ended before there was anything to interrupt');
  const killed = `SIGKILL to the bot (process ${bot.pid}) while it deployed to ${host}`;
  say(killed);
  const at = performance.now();
  await killBot(bot);
  const again = await startBot(crew, stage, 'bot-again.log');
  const seconds = ((performance.now() - at) / 1000).toFixed(1);
  const started = `started again as process ${again.pid}, ready ${seconds} s after the kill`;
  say(started);
  return { clientExit: await client, notes: [killed, started] };
}

/** On a terminal the client draws over what others write there: there it is only told at the end. */
function say(text: string): void {
  if (!process.stdout.isTTY) console.log(`*** ${text} ***`);
}

/** The name of the second host that is deployed to, while its deploy is under way. */
async function secondDeploy({ hosts }: Stage): Promise<string> {
  for (;;) {
    const touched = hosts.filter((host) => host.deploys().length > 0);
    const now = hosts.find((host) => host.deploying() !== undefined);
    if (touched.length === 2 && now) return now.name;
    await sleep(10);
  }
}
