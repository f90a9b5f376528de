import { hasChinese } from './characters.ts';

const digits = '一二三四五六七八九';
const unit = '(?:秒|分|小时|钟头|天|周|星期|礼拜)';
/** Up to ninety-nine: more is written in digits by everybody. */
const number = new RegExp(`(?:([${digits}])?十([${digits}])?|([${digits}两]))(?=个|半|${unit})`, 'gu');
const half: Readonly<Record<string, string>> = { 分: '30秒', 小时: '30分', 钟头: '30分', 天: '12小时' };

/** `半小时` → `30分`, `两个半小时` → `2小时30分`, `一天` → `1天`: with digits and whole units. */
export function inDigits(text: string): string {
  if (!hasChinese(text)) return text;
  return text
    .replace(number, (_, tens, ofTens, alone) => String(alone ? digit(alone) : tensAnd(tens, ofTens)))
    .replace(new RegExp(`(?<=\\d)个(?=半|${unit})`, 'gu'), '')
    .replace(/(\d+)半个?(小时|钟头|天|分)/gu, (_, n, of) => `${n}${of}${half[of]}`)
    .replace(/^半个?(小时|钟头|天|分)钟?/u, (_, of) => half[of] ?? '');
}

/** `二十三`, `十三`, `二十`: what stands before the ten and behind it. */
const tensAnd = (tens: string | undefined, ones: string | undefined): number =>
  10 * (tens ? digit(tens) : 1) + (ones ? digit(ones) : 0);

const digit = (character: string): number => (character === '两' ? 2 : digits.indexOf(character) + 1);
