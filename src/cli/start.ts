import { once } from 'node:events';
import { type Logger, pino } from 'pino';
import { type App, startApp } from '../app.ts';
import { type Problem, problemText } from '../config/problem.ts';
import type { Config } from '../model/config.ts';
import { asFailure } from '../model/failure.ts';
import { inLanguage } from '../text/language.ts';
import { inARow, kept, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { terminalLanguage } from './language.ts';
import { type ConfigOption, configOr78, exitCodes } from './options.ts';

/** `rollout start`: runs the bot until it is told to end. */
export async function start(options: ConfigOption): Promise<number> {
  const warnings: Problem[] = [];
  const config = configOr78(options, (warning) => warnings.push(warning));
  if (!config) return exitCodes.config;
  const aloud = <T>(say: () => T): T => inLanguage(terminalLanguage(process.env) ?? config.language, say);
  for (const warning of warnings) console.error(aloud(() => say`warning: ${problemText(warning)}`));
  const log = pino(
    { level: process.env.LOG_LEVEL ?? 'info', base: null },
    pino.destination({ fd: 2, sync: true }),
  );
  const app = await startedOr(config, log);
  if ('problem' in app) {
    const { problem } = app;
    console.error(aloud(() => told(problem)));
    // What got stuck half-way may hold timers and sockets; they must not hold the process.
    if ('halfway' in app) process.exit(1);
    return exitCodes.unavailable;
  }
  const clusters = config.clusters.map(({ name }) => name);
  console.log(
    aloud(
      () => say`Rollout is ready for ${inARow(clusters)}. Talk to it from another terminal: rollout chat`,
    ),
  );
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  log.info('ending; what is under way goes on at the next start');
  await app.stop();
  // Steps that were cut off may still hold timers and sockets; they must not hold the process.
  process.exit(0);
}

interface NotStarted {
  /** English. */
  readonly problem: string;
  /** Something of it is open. */
  readonly halfway?: true;
}

/** Where something outside is missing that it can't begin without, that is said in a sentence; all of it is in the log. */
async function startedOr(config: Config, log: Logger): Promise<App | NotStarted> {
  try {
    return await startApp(config, log);
  } catch (error) {
    log.error({ err: error }, 'the bot did not start');
    const { message } = asFailure(error, 'the bot'); // not shown
    return { problem: kept`the bot could not be started: ${message}`, halfway: true };
  }
}
