import type { Card } from '../model/card.ts';
import { say } from '../text/say.ts';
import { plain } from './plain.ts';

/** The answer to a line that is no command: what is wrong, the nearest right line as a button, the usage. */
export function problemCard(problem: { text: string; suggestion?: string; usage: string }): Card {
  const { text, suggestion, usage } = problem;
  return {
    title: plain(text),
    tone: 'warning',
    lines: [{ text: suggestion === undefined ? say`usage: ${usage}` : say`Did you mean: ${suggestion}` }],
    ...(suggestion !== undefined && { buttons: [{ label: suggestion, command: suggestion }] }),
  };
}

/** Understood, but not allowed or not possible now; `next` says what would be. */
export const refusalCard = (text: string, next?: string): Card => ({
  title: plain(text),
  tone: 'warning',
  ...(next !== undefined && { lines: [{ text: plain(next) }] }),
});

/** Something outside did not work. */
export const failureCard = (text: string): Card => ({ title: plain(text), tone: 'bad' });

/** A line of a job's output and whose it is. */
export interface LogLine {
  readonly host: string;
  readonly text: string;
}

/** `logs ID [HOST]`: what the deploy commands printed, the last `most` lines. */
export function logsCard(logs: {
  rollout: string;
  host?: string;
  lines: readonly LogLine[];
  most?: number;
}): Card {
  const { rollout, host, lines, most = 200 } = logs;
  const of = host === undefined ? rollout : say`${rollout} on ${host}`;
  const shown = lines.slice(-most);
  const cut = lines.length - shown.length;
  if (lines.length === 0)
    return { title: say`Output of ${of}`, tone: 'plain', lines: [{ text: say`nothing was printed` }] };
  return {
    title:
      cut > 0
        ? say`Output of ${of}, the last ${shown.length} of ${lines.length} lines`
        : say`Output of ${of}`,
    tone: 'plain',
    lines: shown.map((line) => ({ label: line.host, text: plain(line.text) })),
    keeps: 'last',
  };
}
