import { type Language, language, remember } from '../text/language.ts';
import { say } from '../text/say.ts';
import { halfWidth, shown } from './characters.ts';
import { inDigits } from './chinese-durations.ts';
import type { Fault } from './problem.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** As durations are written back. */
const spelled = [
  { en: 'd', 'zh-CN': '天', unit: day },
  { en: 'h', 'zh-CN': '小时', unit: hour },
  { en: 'm', 'zh-CN': '分钟', unit: minute },
  { en: 's', 'zh-CN': '秒', unit: second },
] as const;

const unitMs: ReadonlyMap<string, number> = new Map([
  ...all(['s', 'sec', 'secs', 'second', 'seconds', '秒', '秒钟'], second),
  ...all(['m', 'min', 'mins', 'minute', 'minutes', '分', '分钟'], minute),
  ...all(['h', 'hr', 'hrs', 'hour', 'hours', '小时', '钟头'], hour),
  ...all(['d', 'day', 'days', '天'], day),
  ...all(['w', 'week', 'weeks', '周', '星期', '礼拜'], 7 * day),
]);

function all(names: readonly string[], ms: number): (readonly [string, number])[] {
  return names.map((name) => [name, ms]);
}

/** A duration at the beginning of a line, and how many words it took. */
export interface Span {
  readonly ms: number;
  readonly took: number;
}

/** What a duration may be, in milliseconds. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** How long something may be asked for: a timer of the engine waits no longer than 24 days. */
export const waitBounds: Bounds = { least: minute, most: 24 * day };
/** How far one may look back. */
export const lookBounds: Bounds = { least: minute, most: 3650 * day };

/** The duration that the words begin with: `30m`, `1h30m`, `30 min`, `2 hours 30 min`; each unit is smaller than the one before. */
export function leadingSpan(words: readonly string[]): Span | undefined {
  const texts = words.map((word) => halfWidth(word).toLowerCase());
  let ms = 0;
  let took = 0;
  let smallest = Number.POSITIVE_INFINITY;
  while (took < texts.length) {
    const step = stepAt(texts, took, smallest);
    if (!step) break;
    ms += step.ms;
    took += step.took;
    smallest = step.smallest;
  }
  return took === 0 ? undefined : { ms, took };
}

interface Step extends Span {
  readonly smallest: number;
}

/** One word (`1h30m`), or a number and the unit behind it (`30 min`). */
function stepAt(texts: readonly string[], at: number, below: number): Step | undefined {
  const [first = '', next = ''] = texts.slice(at, at + 2);
  const apart = /^\d{1,6}$/.test(first);
  const pieces = piecesOf(inDigits(apart ? first + next : first));
  let smallest = below;
  let ms = 0;
  for (const { count, unit } of pieces) {
    if (unit >= smallest) return undefined;
    smallest = unit;
    ms += count * unit;
  }
  return pieces.length === 0 ? undefined : { ms, smallest, took: apart ? 2 : 1 };
}

function piecesOf(text: string): readonly { readonly count: number; readonly unit: number }[] {
  if (!/^(\d{1,6}\p{L}+)+$/u.test(text)) return [];
  const pieces = [...text.matchAll(/(\d+)(\p{L}+)/gu)].flatMap(([, count, name = '']) => {
    const unit = unitMs.get(name);
    return unit === undefined ? [] : [{ count: Number(count), unit }];
  });
  return pieces.length === [...text.matchAll(/\d+/g)].length ? pieces : [];
}

/** The duration that the words begin with, or why they don't or why it will not do. */
export function spanWithin(words: readonly string[], bounds: Bounds): Span | Fault {
  const [first = ''] = words;
  const span = leadingSpan(words);
  const typed = shown(span ? words.slice(0, span.took).join(' ') : first);
  if (!span && /^\d+$/.test(halfWidth(first)))
    return { text: say`“${typed}” has no unit: write ${typed}m, ${typed}h or ${typed}d.` };
  if (!span) return { text: say`“${typed}” is no duration: write it like 30m, 2h, 1h30m or 1d.` };
  if (span.ms < bounds.least)
    return { text: say`“${typed}” is too short: the least is ${spanShown(bounds.least)}.` };
  if (span.ms > bounds.most)
    return { text: say`“${typed}” is too long: the most is ${spanShown(bounds.most)}.` };
  return span;
}

/** `1h30m` (`1小时30分钟`), in whole seconds, as a command takes it. */
export function spanText(ms: number, written: Language = 'en'): string {
  let left = Math.round(ms / second) * second;
  const text = spelled.map(({ unit, [written]: name }) => {
    const count = Math.floor(left / unit);
    left -= count * unit;
    return count === 0 ? '' : `${count}${name}`;
  });
  return text.join('') || '0s';
}

/** The duration as its reader types it. */
const spanShown = (ms: number): string => remember(spanText(ms, language()), spanText(ms));
