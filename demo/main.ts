import { rm } from 'node:fs/promises';
import { endEverything } from './cleanup.ts';
import { type Options, readOptions, usage } from './options.ts';
import { play } from './play.ts';
import { type Crew, createCrew } from './processes.ts';
import { type Stage, setStage } from './stage.ts';
import { summary } from './summary.ts';
import { judge } from './verdict.ts';

/** The exit code: 0 where everything that the demo promises was seen. */
async function main(options: Options): Promise<number> {
  const stage = await setStage();
  const crew = createCrew();
  const interrupted = interruption();
  const passed = await Promise.race([
    playAndTell(crew, stage, options, interrupted),
    exitCodeOf(interrupted),
  ]);
  await endEverything(crew, stage.hosts);
  if (passed === false) console.error(`Configuration, logs and hosts are left in ${stage.folder}`);
  else await rm(stage.folder, { recursive: true, maxRetries: 5 });
  return typeof passed === 'number' ? passed : Number(!passed);
}

async function playAndTell(
  crew: Crew,
  stage: Stage,
  options: Options,
  interrupted: AbortSignal,
): Promise<boolean> {
  try {
    const evidence = await play(crew, stage, options);
    if (interrupted.aborted) return false;
    const checks = judge(evidence);
    for (const line of summary(evidence, checks)) console.log(line);
    return checks.every(({ passed }) => passed);
  } catch (error) {
    // What breaks because everything is being ended is no news.
    if (interrupted.aborted) return false;
    console.error(`\n${error instanceof Error ? error.message : String(error)}\n\nFAIL`);
    return false;
  }
}

/** Ctrl-C and its like end the demo as anything else does: with nothing left behind. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const [name, code] of Object.entries(exitCodes)) process.on(name, () => controller.abort(code));
  return controller.signal;
}

/** What a shell reports for a process that the signal ended. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

const exitCodeOf = (interrupted: AbortSignal): Promise<number> =>
  new Promise((resolve) =>
    interrupted.addEventListener('abort', () => resolve(Number(interrupted.reason)), { once: true }),
  );

/** The options, or a sentence on what is wrong with them. */
function optionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2), process.env);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

const options = optionsOrExit();
if (options.help) console.log(usage);
else process.exit(await main(options));
