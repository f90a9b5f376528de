import type { Card } from '../model/card.ts';
import type { Entry } from '../model/event.ts';
import { count, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { csvOf } from './csv.ts';
import { entryLine } from './entry-line.ts';
import { plain } from './plain.ts';
import { dateText } from './time.ts';

const mostShown = 200;

/** What was asked of the audit, and what it found; newest first. */
export interface AuditView {
  readonly since: Date;
  readonly person?: string;
  readonly entries: readonly Entry[];
  /** There were more than could be read. */
  readonly cut: boolean;
}

/** `audit`: who asked for what, from where, and what came of it; the whole of it as a file. */
export function auditCard({ since, person, entries, cut }: AuditView): Card {
  const all = count(entries.length, 'entry', 'entries');
  const title =
    person === undefined
      ? say`Audit since ${dateText(since)}: ${all}`
      : say`Audit since ${dateText(since)} by ${plain(person, 80)}: ${all}`;
  if (entries.length === 0) return { title, tone: 'plain' };
  const shown = entries.slice(0, mostShown);
  const lines = [
    ...(cut
      ? [say`There are more: these are the newest ${entries.length}; \`--since\` takes a shorter time.`]
      : []),
    ...(shown.length < entries.length
      ? [say`The newest ${shown.length} are shown; audit.csv has all of them.`]
      : []),
  ];
  return {
    title,
    tone: 'plain',
    table: { head: [say`when`, say`who`, say`what`, say`where from`, say`outcome`], rows: shown.map(rowOf) },
    ...(lines.length > 0 && { lines: lines.map((text) => ({ text })) }),
    files: [{ name: 'audit.csv', text: csvOf([csvHead(), ...entries.map(csvRow)]) }],
  };
}

function rowOf(entry: Entry): string[] {
  const { who, what, from, outcome } = factsOf(entry);
  return [dateText(entry.at), plain(who, 80), plain(what, 200), from, plain(outcome, 200)];
}

const csvHead = (): readonly string[] => [
  ...[say`when`, say`who`, say`cluster`, say`subject`, say`kind`, say`what`],
  ...[say`where from`, say`outcome`],
];

function csvRow(entry: Entry): string[] {
  const { who, what, from, outcome } = factsOf(entry);
  const { at, cluster, rollout = '', body } = entry;
  const texts = [
    plain(who, 200),
    cluster,
    rollout,
    body.type,
    plain(what, 2_000),
    from,
    plain(outcome, 2_000),
  ];
  return [at.toISOString(), ...texts];
}

type Code = Extract<Entry['body'], { type: 'asked' }>['code'];

function outcomeText(code: Code, answer: string): string {
  const texts: Record<Code, string> = {
    ok: say`ok: ${answer}`,
    wrong: say`${say`wrong`}: ${answer}`,
    refused: say`${say`refused`}: ${answer}`,
    failed: say`${say`failed`}: ${answer}`,
  };
  return texts[code];
}

/** A request is told as it was asked and answered, a decision by the journal's own line. */
function factsOf(entry: Entry): {
  readonly who: string;
  readonly what: string;
  readonly from: string;
  readonly outcome: string;
} {
  const { body, cluster, rollout } = entry;
  const who = 'person' in body ? (body.person ?? '') : '';
  if (body.type === 'asked') {
    const via = body.via === 'terminal' ? say`terminal` : body.via;
    const from = body.click ? say`${via}, click` : via;
    return { who, what: body.text, from, outcome: outcomeText(body.code, told(body.answer)) };
  }
  const subject = rollout ?? cluster;
  return { who, what: subject, from: '', outcome: entryLine(entry)?.text ?? body.type };
}
