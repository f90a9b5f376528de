import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import { type App, startApp } from '../app/app.ts';
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
    // What was opened on the way may hold timers and sockets; they must not hold the process.
    process.exit('halfway' in app ? 1 : exitCodes.unavailable);
  }
  const clusters = config.clusters.map(({ name }) => name);
  console.log(
    aloud(
      () => say`Rollout is ready for ${inARow(clusters)}. Talk to it from another terminal: rollout chat`,
    ),
  );
  const stuck = await Promise.race([app.stuck, ...['SIGINT', 'SIGTERM'].map((each) => once(process, each))]);
  if (stuck instanceof Error) {
    log.error(stuck.message);
    process.exit(1);
  }
  log.info('ending; what is under way goes on at the next start');
  await endInTime(app, log);
  // Steps that were cut off may still hold timers and sockets; they must not hold the process.
  process.exit(0);
}

/** What a supervisor waits before it kills is longer: 30 s with Kubernetes, 90 s with systemd. */
const endWithinMs = 20_000;

/** What can't be let go of, as the database or Redis is away, is left: it looks like a process that died. */
async function endInTime(app: App, log: Logger): Promise<void> {
  const late = sleep(endWithinMs).then(() => log.warn('ending took too long: what is left open is cut off'));
  await Promise.race([app.stop(), late]).catch((error: unknown) =>
    log.error({ err: error }, 'ending did not go well'),
  );
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
