import { appendFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { DBOS } from '@dbos-inc/dbos-sdk';

/**
 * `node --import die-at-step.mjs dist/src/main.js start …`: the bot as it is, but it is killed (SIGKILL, as by a power cut) at
 * the step and place that the file DIE_AT names: one line, `WORKFLOW_ID|STEP|before`, `…|effect` or `…|recorded`. An id that
 * ends in `*` means all that begin so.
 *
 * - `before`: right before the step does anything
 * - `effect`: all that it does is done, and nobody has recorded that
 * - `recorded`: its result is recorded, and the next step has not begun
 *
 * A line that ends in `|STOP` stops the process there (SIGSTOP) instead; when it is told to go on, it does so from there.
 *
 * Beside it, `DIE_AT.steps` gets a line `WORKFLOW_ID|STEP` for every step that is run.
 * A step that is only replayed after a restart does nothing and counts as none of these.
 */
const file = process.env.DIE_AT ?? '';
const runStep = DBOS.runStep.bind(DBOS);

function dieIf(step, place) {
  if (!existsSync(file)) return;
  const [workflow, ...where] = readFileSync(file, 'utf8').trim().split('|');
  const signal = where.at(-1) === 'STOP' ? 'SIGSTOP' : 'SIGKILL';
  if (signal === 'SIGSTOP') where.pop();
  if (where.join('|') !== `${step}|${place}` || !matches(workflow, DBOS.workflowID)) return;
  // Not again after the restart; and the test sees that it was here.
  renameSync(file, `${file}.done`);
  process.kill(process.pid, signal);
}

const matches = (wanted, id) => (wanted.endsWith('*') ? id.startsWith(wanted.slice(0, -1)) : id === wanted);

DBOS.runStep = async (run, config) => {
  const step = config.name;
  let ran = false;
  const result = await runStep(async () => {
    appendFileSync(`${file}.steps`, `${DBOS.workflowID}|${step}\n`);
    dieIf(step, 'before');
    ran = true;
    const done = await run();
    dieIf(step, 'effect');
    return done;
  }, config);
  if (ran) dieIf(step, 'recorded');
  return result;
};
