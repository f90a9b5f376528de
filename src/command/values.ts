import { type Amount, parseAmount } from '../model/amount.ts';
import { type Language, languageOf } from '../text/language.ts';
import { say } from '../text/say.ts';
import { halfWidth, lineEndIn, shown, unseenIn } from './characters.ts';
import { quotesLike } from './words.ts';

/** A value, or one sentence on what is wrong with it. */
export type Read<T> = { readonly value: T } | { readonly wrong: string };

export interface Typed {
  readonly text: string;
  readonly quoted: boolean;
}

const longestName = 200;
const longestRelease = 200;
const longestReason = 500;
/** The largest weight that any load balancer takes (LVS). */
const largestNumber = 65535;

/** A cluster's, host's or member's name: no spaces, no quotes; full-width letters count as ASCII unless quoted. */
export function readName(typed: Typed, label: string): Read<string> {
  const name = typed.quoted ? typed.text.trim() : halfWidth(typed.text);
  const unseen = unseenIn(name);
  if (name === '') return wrong(say`${label} is empty.`);
  if (unseen) return wrong(say`${label} contains an invisible character (${unseen}): type it anew.`);
  if (/\s/u.test(name)) return wrong(say`${label} “${shown(name)}” contains a space; names have none.`);
  if ([...name].some(quotesLike))
    return wrong(say`${label} ${shown(name)} contains a quote; names have none.`);
  if (name.length > longestName) return wrong(say`${label} is longer than ${longestName} characters.`);
  return { value: name };
}

/** The id of a rollout or an override: `R12`, as phones begin a word, is r12. */
export function readId(typed: Typed, label: string): Read<string> {
  const read = readName(typed, label);
  return 'value' in read && /^[RO]\d+/.test(read.value) ? { value: read.value.toLowerCase() } : read;
}

/** A cluster's name or an id; what stands in quotes is a name as it is. */
export function readSubject(typed: Typed, label: string): Read<string> {
  const read = readName(typed, label);
  const isId = 'value' in read && !typed.quoted && /^[RO]\d+$/.test(read.value);
  return isId ? { value: read.value.toLowerCase() } : read;
}

/** A whole number; what a load balancer makes of it is its own business. */
export function readNumber(typed: Typed, label: string): Read<number> {
  const text = halfWidth(typed.text).trim();
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value <= largestNumber) return { value };
  return wrong(say`${label} is a whole number from 0 to ${largestNumber}; “${shown(text)}” is none.`);
}

/** `zh-CN`, `zh`, `中文`, `en`, `English`. */
export function readLanguage(typed: Typed, label: string): Read<Language> {
  const text = halfWidth(typed.text).trim();
  const value = calledSo[text.toLowerCase()] ?? languageOf(text);
  return value === undefined
    ? wrong(say`“${shown(text)}” is no language of mine; there are ${label}.`)
    : { value };
}
const calledSo: Readonly<Record<string, Language>> = {
  ...{ english: 'en', 英文: 'en', 英语: 'en' },
  ...{ chinese: 'zh-CN', 中文: 'zh-CN', 汉语: 'zh-CN', cn: 'zh-CN' },
};

/** A release is any visible text: it is handed on, never interpreted. */
export function readRelease(typed: Typed, label: string): Read<string> {
  const text = typed.text.trim();
  const bad = lineEndIn(text) ?? unseenIn(text);
  if (text === '') return wrong(say`${label} is empty.`);
  if (bad) return wrong(say`${label} contains a line end or an invisible character (${bad}): type it anew.`);
  if ([...text].length > longestRelease)
    return wrong(say`${label} is longer than ${longestRelease} characters.`);
  return { value: text };
}

export function readReason(text: string, label: string): Read<string> {
  const reason = text.trim();
  const bad = lineEndIn(reason);
  if (reason === '') return wrong(say`${label} is empty.`);
  if (bad) return wrong(say`${label} contains a line end (${bad}) within quotes: write it as one line.`);
  if ([...reason].length > longestReason)
    return wrong(say`${label} is longer than ${longestReason} characters.`);
  return { value: reason };
}

/** `2` or `25%`, at least one. */
export function readAmount(typed: Typed, option: string): Read<Amount> {
  const text = halfWidth(typed.text).trim();
  const amount = parseAmount(text);
  if (!amount)
    return wrong(
      say`--${option} takes a number or a percentage up to 100%, like 2 or 25%; “${shown(text)}” is neither.`,
    );
  const size = 'count' in amount ? amount.count : amount.percent;
  return size > 0
    ? { value: amount }
    : wrong(say`--${option} ${text} would take no host at all; begin with 1.`);
}

/** `a,b`: names without commas, each once. */
export function readNames(typed: Typed, label: string): Read<readonly string[]> {
  const parts = typed.text.split(/[,，、]/u).map((part) => part.trim());
  const reads = parts.filter((part) => part !== '').map((text) => readName({ ...typed, text }, label));
  const names: string[] = [];
  for (const read of reads) {
    if ('wrong' in read) return read;
    names.push(read.value);
  }
  if (names.length === 0)
    return wrong(say`${label} takes names with commas between them, like web-01,web-02.`);
  return { value: [...new Set(names)] };
}

const wrong = (text: string): { wrong: string } => ({ wrong: text });
