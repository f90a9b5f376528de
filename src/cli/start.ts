import { once } from 'node:events';
import { pino } from 'pino';
import { startApp } from '../app.ts';
import { type ConfigOption, configOr78, exitCodes } from './options.ts';

/** `rollout start`: runs the bot until it is told to end. */
export async function start(options: ConfigOption): Promise<number> {
  const config = configOr78(options, (text) => console.error(`warning: ${text}`));
  if (!config) return exitCodes.config;
  const log = pino(
    { level: process.env.LOG_LEVEL ?? 'info', base: null },
    pino.destination({ fd: 2, sync: true }),
  );
  const app = await startApp(config, log);
  if ('problem' in app) {
    console.error(app.problem);
    return exitCodes.unavailable;
  }
  const clusters = config.clusters.map(({ name }) => name).join(', ');
  console.log(`Rollout is ready for ${clusters}. Talk to it from another terminal: rollout chat`);
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  log.info('ending; what is under way goes on at the next start');
  await app.stop();
  // Steps that were cut off may still hold timers and sockets; they must not hold the process.
  process.exit(0);
}
