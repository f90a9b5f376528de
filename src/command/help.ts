import type { Card } from '../model/card.ts';
import { shown } from './characters.ts';
import { nearest } from './distance.ts';
import { optionText, shortUsageOf, usageOf } from './usage.ts';
import type { VerbSpec } from './verb.ts';
import { verbNames, verbSpec, verbs } from './verbs.ts';

/** `help` and `help COMMAND`, made from the verb table. `known` is false where there is no such command. */
export function helpCard(about?: string): { readonly card: Card; readonly known: boolean } {
  if (about === undefined) return { card: overview(), known: true };
  const spec = verbSpec(about);
  return spec ? { card: helpOn(spec), known: true } : { card: unknown(about), known: false };
}

function overview(): Card {
  return {
    title: 'Commands',
    tone: 'plain',
    table: {
      head: ['command', 'what it does'],
      rows: Object.values(verbs).map((spec) => [shortUsageOf(spec), spec.summary]),
    },
    lines: [{ text: 'In full, with an example: help deploy' }],
  };
}

function helpOn(spec: VerbSpec): Card {
  const options = spec.options.map((option) => [optionText(option), option.summary]);
  return {
    title: `${spec.verb}: ${spec.summary}`,
    tone: 'plain',
    fields: [
      { name: 'usage', value: usageOf(spec) },
      { name: 'example', value: spec.example },
    ],
    ...(options.length > 0 && { table: { head: ['option', 'meaning'], rows: options } }),
  };
}

function unknown(about: string): Card {
  const near = nearest(about, verbNames);
  return {
    title: `There is no command “${shown(about)}”`,
    tone: 'warning',
    lines: [{ text: near === undefined ? 'help lists all commands' : `Did you mean: help ${near}` }],
    ...(near !== undefined && { buttons: [{ label: `help ${near}`, command: `help ${near}` }] }),
  };
}
