import { Failure, type FailureKind } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';

/**
 * HAProxy says what is wrong as text, without a code. These are the texts of 1.8 to 3.x (src/server.c, src/proxy.c,
 * src/cli.c); an older word for the same and the prefix of `severity-output` are taken too.
 */
const known: readonly {
  readonly text: RegExp;
  readonly kind: FailureKind;
  readonly says: (target: string) => string;
}[] = [
  {
    text: /^Permission denied/,
    kind: 'denied',
    says: (target) =>
      kept`The stats socket may not change ${target}: it needs "level admin" in HAProxy's config.`,
  },
  { text: /^No such server/, kind: 'missing', says: (target) => kept`HAProxy knows no server ${target}.` },
  {
    text: /^(No such backend|Can't find backend|No such proxy)/,
    kind: 'missing',
    says: (target) => kept`HAProxy knows no backend for ${target}.`,
  },
  {
    text: /^Backend is using a static LB algorithm/,
    kind: 'invalid',
    says: (target) =>
      kept`The weight of ${target} can only be 0 or the configured one: its backend balances by a static algorithm.`,
  },
];

/** The answer to a change: empty means success, everything else is a failure. */
export function readDone(answer: string, target: string): void {
  if (answer.trim() !== '') throw refusal(answer, target);
}

/** What an error text means; one that nobody knows is `failed`, with the text quoted. */
export function refusal(answer: string, target: string): Failure {
  const text = answer.trim().replace(/^\[\w+\]:\s*/, '');
  const match = known.find((entry) => entry.text.test(text));
  if (match) return new Failure(match.kind, target, match.says(target));
  const line = (text.split('\n')[0] ?? '').slice(0, 200);
  return new Failure('failed', target, kept`HAProxy refused for ${target}: "${line}"`);
}
