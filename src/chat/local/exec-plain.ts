import { isFinal } from '../../model/rollout.ts';
import type { Update } from '../../report/report.ts';
import { say } from '../../text/say.ts';
import { type Attention, attentionOf } from './attention.ts';
import type { Exec } from './exec.ts';
import { exit, exitOfAnswer, exitOfState, exitOfTakenBack } from './exit.ts';
import { answerLine, printAnswer, takesBack } from './print.ts';
import { createShow, printCard } from './show.ts';
import { printLines } from './terminal.ts';

/** Follows in a pipe: a line per thing that happens, the summary at the end; stops where a person has to answer. */
export function execPlain(exec: Exec): Promise<number> {
  return through(exec, createAsked(exec), exec.rollout, exec.answer.seq);
}

/** Follows the rollout to its end, and what takes it back to its own. */
async function through(exec: Exec, asked: Asked, rollout: string, after?: number): Promise<number> {
  let last: Update | undefined;
  for await (const update of exec.session.follow(rollout, after)) {
    last = update;
    tell(exec, update);
    const code = await asked.answer(update);
    if (code !== undefined) return code;
  }
  if (last && isFinal(last.state) && !exec.json) printCard(exec.terminal, last.card);
  if (last?.next === undefined) return exitOfState(last?.state ?? 'dropped');
  if (!exec.json) printCard(exec.terminal, takesBack(last.next, rollout));
  exec.onRollout(last.next);
  const code = await through(exec, asked, last.next);
  return rollout === exec.askedBack ? code : exitOfTakenBack(code);
}

function tell({ json, terminal }: Exec, update: Update): void {
  if (json) printLines(terminal, [JSON.stringify({ type: 'update', ...update })]);
  else printLines(terminal, createShow(terminal).line(update));
}

type Asked = ReturnType<typeof createAsked>;

function createAsked(exec: Exec) {
  let answered: string | undefined;
  /** The question that the command itself answered may still stand until the workflow has seen the answer. */
  let mayBeOld = exec.answersQuestion;
  return {
    /** An exit code where nobody here can answer. */
    async answer(update: Update): Promise<number | undefined> {
      const attention = attentionOf(update);
      if (!attention) {
        answered = undefined;
        mayBeOld = false;
        return undefined;
      }
      if (attention.kind === 'question' && mayBeOld) answered ??= attention.key;
      mayBeOld = false;
      if (attention.kind === 'question' && attention.key === answered) return undefined;
      if (attention.kind === 'approval' && exec.yes && attention.key !== answered) {
        answered = attention.key;
        return approve(exec, attention);
      }
      explain(exec, attention);
      return exit.waiting;
    },
  };
}

async function approve(exec: Exec, { key }: Attention): Promise<number | undefined> {
  const answer = await exec.session.ask(key);
  printAnswer(
    exec,
    answer.code === 'ok'
      ? { code: 'ok', card: { title: answer.card.title, tone: answer.card.tone } }
      : answer,
  );
  return answer.code === 'ok' ? undefined : exitOfAnswer[answer.code];
}

/** What is asked, and the command for each answer. */
function explain({ json, terminal }: Exec, { text, buttons }: Attention): void {
  if (json) return;
  const answers = buttons.map(({ label, command }) => answerLine(label, command));
  printLines(terminal, [say`${text}. Nobody is here to answer; do it with one of`, ...answers]);
}
