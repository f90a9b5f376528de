import { stepWords } from './steps.ts';
import type { Part } from './template.ts';

const hole = /( ?)\{(\d+)([、步]?)\}( ?)/gu;
const goesOn = /[.,;:)。，；：）]/u;
const fullStop = /(?<=[^.\s])[.。]$/u;
const chinese = /\p{Script=Han}/u;
/** Chinese has no space behind these either. */
const endsChinese = /[\p{Script=Han}，。；：、）”》]$/u;

/**
 * Fills the holes. A sentence that goes on behind its hole (`; trying again`) ends without its full stop, and no space is
 * left between two Chinese words. In Chinese templates `{0、}` is names that were kept in a row, `{0步}` a host's step.
 */
export const fill = (template: string, parts: readonly Part[]): string =>
  template.replace(
    hole,
    (whole: string, lead: string, at: string, kind: string, trail: string, where: number) => {
      const end = where + whole.length;
      const given = parts[Number(at)];
      const part = given === undefined ? whole.trim() : ofKind(kind, String(given));
      const text = goesOn.test(template.charAt(end)) && trail === '' ? part.replace(fullStop, '') : part;
      const before = chinese.test(template.charAt(where - 1)) && chinese.test(text.charAt(0)) ? '' : lead;
      const behind = endsChinese.test(text) && chinese.test(template.charAt(end)) ? '' : trail;
      return `${before}${text}${behind}`;
    },
  );

function ofKind(kind: string, part: string): string {
  if (kind === '、') return part.replaceAll(', ', kind);
  return kind === '步' ? (stepWords[part] ?? part) : part;
}
