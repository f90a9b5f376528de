import type { Command } from '../model/command.ts';
import { say } from '../text/say.ts';
import { halfWidth, refusedIn, shown, withoutStrays } from './characters.ts';
import { formatCommand } from './format.ts';
import { givenFrom } from './given.ts';
import { nearestVerb } from './near.ts';
import type { Fault, Problem } from './problem.ts';
import { readValues } from './read.ts';
import { usageOf, writtenIn } from './usage.ts';
import type { VerbSpec } from './verb.ts';
import { verbSpec } from './verbs.ts';
import { splitWords, type Word } from './words.ts';

export type Parsed = { readonly command: Command } | { readonly problem: Problem };

const longestLine = 2000;
const allVerbs = (): string => say`help lists all commands`;

/**
 * A line as a person typed it, in any chat, as a command. Verbs and options in any case, options anywhere, any
 * quotes and dashes that a phone makes; never throws. What it doesn't understand it explains in one sentence.
 */
export function parseCommand(text: string): Parsed {
  if (text.length > longestLine) {
    return { problem: { text: say`A command has at most ${longestLine} characters.`, usage: allVerbs() } };
  }
  const line = withoutStrays(text);
  const bad = refusedIn(line);
  if (bad) {
    const problem = say`The command contains a control or direction character (${bad}): type it anew instead of pasting it.`;
    return { problem: { text: problem, usage: allVerbs() } };
  }
  const split = splitWords(line);
  if ('unclosed' in split) return { problem: unclosed(split.unclosed) };
  return parseWords(withoutName(split.words));
}

function parseWords(words: readonly Word[]): Parsed {
  const [first] = words;
  if (!first) return { problem: { text: say`There is no command.`, suggestion: 'help', usage: allVerbs() } };
  const spec = verbSpec(verbIn(first));
  if (!spec) return { problem: explain(unknownVerb(words), allVerbs()) };
  const read = readValues(spec, words);
  return 'values' in read ? build(spec, read.values) : { problem: explain(read, usageOf(spec)) };
}

const build = (spec: VerbSpec, values: Parameters<typeof givenFrom>[0]): Parsed => ({
  command: spec.build(givenFrom(values)),
});

const asTyped = (word: Word): string => halfWidth(word.text).replace(/^\//u, '');
const verbIn = (word: Word): string => asTyped(word).toLowerCase();

/** `/rollout deploy …`, from people who are used to another chat. */
const withoutName = (words: readonly Word[]): readonly Word[] =>
  words[0] && verbIn(words[0]) === 'rollout' ? words.slice(1) : words;

/** A mistyped verb is put right; a verb in the second or third place (`web deploy v2`) is put first. */
function unknownVerb(words: readonly Word[]): Fault {
  const typed = words[0] ? asTyped(words[0]) : '';
  const text = say`There is no command “${shown(typed.toLowerCase())}”.`;
  const near = nearestVerb(typed);
  const from = near === undefined ? words.findIndex((word) => verbSpec(verbIn(word)) !== undefined) : 0;
  const verb = near ?? words[from]?.raw;
  if (verb === undefined || from > 2) return { text };
  const rest = words.filter((_, at) => at !== from).map((word) => word.raw);
  return { text, corrected: [verb, ...rest].join(' ') };
}

function unclosed(from: string): Problem {
  return {
    text: say`The quote in ${shown(from)} has no end.`,
    usage: say`a closing quote is followed by a space or nothing`,
  };
}

/**
 * The corrected line is only suggested where it is right (or can itself be put right); where it lacks something, what
 * it lacks is said.
 */
function explain({ text, corrected }: Fault, usage: string): Problem {
  const again = corrected === undefined ? undefined : parseCommand(corrected);
  if (!again || corrected === undefined) return { text, usage };
  if ('command' in again)
    return { text, suggestion: formatCommand(again.command, writtenIn(corrected)), usage };
  const { suggestion } = again.problem;
  return suggestion === undefined ? { text, usage: again.problem.text } : { text, suggestion, usage };
}
