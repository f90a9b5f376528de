import type { Card } from '../model/card.ts';
import { inLanguage, languages } from '../text/language.ts';
import { count, say } from '../text/say.ts';
import { mendButtons } from './held-cards.ts';
import { plain } from './plain.ts';

/** How one thing that was looked at is: wrong, waiting for a person, to be known, or as it should be. */
export type Mark = 'wrong' | 'ask' | 'note' | 'ok';

/** One thing that was looked at, and what came of it. */
export interface Finding {
  readonly mark: Mark;
  readonly what: string;
  readonly where: string;
  readonly answer: string;
  /** The command that mends it. */
  readonly mend?: string;
}

const markTexts = (): Readonly<Record<Mark, string>> => ({
  wrong: say`NO`,
  ask: say`ask`,
  note: say`note`,
  ok: say`ok`,
});
const order: readonly Mark[] = ['wrong', 'ask', 'note', 'ok'];
const headNow = (): readonly string[] => ['', say`what`, say`where`, say`answer`, say`mend`];

/** What was looked at in one table, what is wrong first. */
export function findingsCard(findings: readonly Finding[]): Card {
  const sorted = order.flatMap((mark) => findings.filter((finding) => finding.mark === mark));
  const wrong = findings.filter(({ mark }) => mark === 'wrong').length;
  const asks = findings.filter(({ mark }) => mark === 'ask').length;
  const buttons = mendButtons(sorted.flatMap(({ mend }) => mend ?? []));
  return {
    title: titleOf(findings.length, wrong, asks),
    tone: wrong > 0 ? 'bad' : asks > 0 ? 'warning' : 'good',
    table: { head: headNow(), rows: sorted.map(rowOf) },
    ...(buttons.length > 0 && { buttons }),
  };
}

function titleOf(all: number, wrong: number, asks: number): string {
  const well =
    wrong === 0
      ? say`Nothing is wrong: ${count(all, 'thing')} looked at`
      : say`${wrong} of ${count(all, 'thing')} wrong`;
  if (asks === 0) return well;
  return asks === 1 ? say`${well}, 1 waits for a person` : say`${well}, ${asks} wait for a person`;
}

const rowOf = ({ mark, what, where, answer, mend = '' }: Finding): string[] => [
  markTexts()[mark],
  what,
  plain(where, 80),
  plain(answer, 300),
  mend,
];

/** The findings of such a card, as another process of the same version made it in any language; undefined where it is none. */
export function findingsIn({ table }: Card): readonly Finding[] | undefined {
  const spoken = languages.find((each) => inLanguage(each, headNow).join('\n') === table?.head.join('\n'));
  if (!table || !spoken) return undefined;
  const findings = inLanguage(spoken, () => table.rows.map(findingIn));
  return findings.every((finding) => finding !== undefined) ? findings : undefined;
}

function findingIn([sign, what = '', where = '', answer = '', mend = '']: readonly string[]):
  | Finding
  | undefined {
  const mark = order.find((each) => markTexts()[each] === sign);
  return mark && { mark, what, where, answer, ...(mend !== '' && { mend }) };
}
