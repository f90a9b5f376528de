import { hasChinese } from './characters.ts';
import { nearest } from './distance.ts';
import { chineseVerbNames, verbNames } from './verbs.ts';

/** Of a single character anything is only one step away. */
const longEnough = chineseVerbNames.filter((name) => name.length > 1);
const longestFirst = [...chineseVerbNames].sort((a, b) => b.length - a.length);

/** The verb that a person most likely meant, with what they wrote to it without a space: `发布web` → `发布 web`. */
export function nearestVerb(typed: string): string | undefined {
  if (!hasChinese(typed)) return nearest(typed.toLowerCase(), verbNames);
  const verb = longestFirst.find((name) => typed.startsWith(name));
  const glued = verb === undefined ? '' : typed.slice(verb.length);
  const apart = glued === '' ? undefined : `${verb} ${glued}`;
  return hasChinese(glued.charAt(0))
    ? (nearest(typed, longEnough) ?? apart)
    : (apart ?? nearest(typed, longEnough));
}
