import { inLanguage, language } from '../../text/language.ts';
import { completions } from './complete.ts';
import type { Exec } from './exec.ts';
import { exit } from './exit.ts';
import { createLater } from './later.ts';
import { createLive } from './live.ts';
import { goesOn } from './print.ts';
import { createShow } from './show.ts';
import { createSurface } from './surface.ts';
import { printLines } from './terminal.ts';

/** Follows on a screen: bar and hosts drawn live, questions asked by their labels. Ctrl-C leaves, and the rollout goes on. */
export async function execLive(exec: Exec): Promise<number> {
  const { terminal, session, rollout } = exec;
  const left = createLater<number>();
  const reader = language();
  const followed = () => (live.watched.size > 0 ? [...live.watched.keys()] : [rollout]);
  const leave = () => left.resolve(exit.interrupted);
  const surface = createSurface({
    terminal,
    onLine: (line) => void inLanguage(reader, () => live.submit(line)),
    onInterrupt: leave,
    onEnd: leave,
    complete: (before) => completions(before, { ids: live.ids(), labels: live.labels() }),
  });
  exec.notices.via(surface.print);
  const live = createLive({
    session,
    surface,
    show: createShow(terminal),
    prompt: '> ',
    yes: exec.yes === true,
    askedBack: exec.askedBack,
  });
  live.shown(exec.answer);
  const code = await Promise.race([
    live.watch(rollout, { after: exec.answer.seq, summary: 'always' }),
    left.promise,
  ]);
  surface.close();
  if (code === exit.interrupted) printLines(terminal, followed().flatMap(goesOn));
  return code;
}
