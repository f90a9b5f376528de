import { hasChinese } from '../../command/characters.ts';
import { chineseVerbNames, verbNames, verbSpec } from '../../command/verbs.ts';
import { language } from '../../text/language.ts';

/** What the client has seen, to complete with: ids, hosts and labels. */
export interface Seen {
  readonly ids: readonly string[];
  readonly labels: readonly string[];
}

/** Completions of the word at the cursor: verbs and labels first on the line, then options, ids and verbs to explain. */
export function completions(before: string, seen: Seen): readonly [readonly string[], string] {
  const start = before.trimStart();
  const word = /\S*$/u.exec(start)?.[0] ?? '';
  if (word === start)
    return [matching([...verbsFor(word).map((name) => `${name} `), ...seen.labels], word), word];
  const spec = verbSpec(start.split(/\s+/u)[0] ?? '');
  if (!spec) return [[], word];
  if (word.startsWith('-')) {
    const options = spec.options.flatMap(({ name, zh }) => (inChinese(word) ? [name, zh] : [name]));
    return [
      matching(
        options.map((name) => `--${name} `),
        word,
      ),
      word,
    ];
  }
  if (spec.verb === 'help') return [matching(verbsFor(word), word), word];
  const takesId = spec.words.some(({ kind, label }) => kind === 'id' || label.includes('ID'));
  return [takesId ? matching(seen.ids, word) : [], word];
}

const verbsFor = (word: string): readonly string[] =>
  inChinese(word) ? [...chineseVerbNames, ...verbNames] : verbNames;

/** Who reads Chinese, or has begun to type it, is offered both forms. */
const inChinese = (word: string): boolean => language() === 'zh-CN' || hasChinese(word);

const matching = (words: readonly string[], start: string): string[] =>
  words.filter((word) => word.toLowerCase().startsWith(start.toLowerCase()));
