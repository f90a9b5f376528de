import type { Card } from '../model/card.ts';
import { language } from '../text/language.ts';
import { inARow, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { shown } from './characters.ts';
import { formatCommand } from './format.ts';
import { nearestVerb } from './near.ts';
import { parseCommand } from './parse.ts';
import { optionText, shortUsageOf, usageOf, verbOf } from './usage.ts';
import type { OptionSpec, VerbSpec } from './verb.ts';
import { verbSpec, verbs } from './verbs.ts';

/** `help` and `help COMMAND`, made from the verb table. `known` is false where there is no such command. */
export function helpCard(about?: string): { readonly card: Card; readonly known: boolean } {
  if (about === undefined) return { card: overview(), known: true };
  const spec = verbSpec(about);
  return spec ? { card: helpOn(spec), known: true } : { card: unknown(about), known: false };
}

function overview(): Card {
  return {
    title: say`Commands`,
    tone: 'plain',
    table: {
      head: [say`command`, say`what it does`],
      rows: Object.values(verbs).map((spec) => [shortUsageOf(spec), told(spec.summary)]),
    },
    lines: [{ text: say`In full, with an example: ${`${verbOf(verbs.help)} ${verbOf(verbs.deploy)}`}` }],
  };
}

function helpOn(spec: VerbSpec): Card {
  const options = spec.options.map((option) => [withChinese(option), told(option.summary)]);
  return {
    title: say`${verbOf(spec)}: ${told(spec.summary)}`,
    tone: 'plain',
    fields: [
      { name: say`usage`, value: usageOf(spec) },
      { name: say`example`, value: exampleOf(spec) },
      ...otherNames(spec),
    ],
    ...(options.length > 0 && { table: { head: [say`option`, say`meaning`], rows: options } }),
  };
}

/** Both forms of an option are understood: who reads Chinese sees both. */
const withChinese = (option: OptionSpec): string =>
  language() === 'en' ? optionText(option) : `${optionText(option)}（--${option.zh}）`;

function exampleOf({ example, zhExample }: VerbSpec): string {
  if (language() === 'en') return example;
  const parsed = parseCommand(example);
  return zhExample ?? ('command' in parsed ? formatCommand(parsed.command, language()) : example);
}

/** Who reads Chinese may still type English, and the verb's other names. */
function otherNames({ verb, zh: [, ...others] }: VerbSpec): NonNullable<Card['fields']> {
  return language() === 'en' ? [] : [{ name: say`also`, value: inARow([verb, ...others]) }];
}

function unknown(about: string): Card {
  const near = verbSpec(nearestVerb(about) ?? '');
  const title = say`There is no command “${shown(about)}”`;
  if (!near) return { title, tone: 'warning', lines: [{ text: say`help lists all commands` }] };
  const label = `${verbOf(verbs.help)} ${verbOf(near)}`;
  return {
    title,
    tone: 'warning',
    lines: [{ text: say`Did you mean: ${label}` }],
    buttons: [{ label, command: `help ${near.verb}` }],
  };
}
