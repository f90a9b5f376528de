import { once } from 'node:events';
import { pino } from 'pino';
import { startApp } from '../app.ts';
import { inLanguage } from '../text/language.ts';
import { inARow, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { terminalLanguage } from './language.ts';
import { type ConfigOption, configOr78, exitCodes } from './options.ts';

/** `rollout start`: runs the bot until it is told to end. */
export async function start(options: ConfigOption): Promise<number> {
  const warnings: string[] = [];
  const config = configOr78(options, (text) => warnings.push(text));
  if (!config) return exitCodes.config;
  const aloud = <T>(say: () => T): T => inLanguage(terminalLanguage(process.env) ?? config.language, say);
  for (const text of warnings) console.error(aloud(() => say`warning: ${told(text)}`));
  const log = pino(
    { level: process.env.LOG_LEVEL ?? 'info', base: null },
    pino.destination({ fd: 2, sync: true }),
  );
  const app = await startApp(config, log);
  if ('problem' in app) {
    const { problem } = app;
    console.error(aloud(() => told(problem)));
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
