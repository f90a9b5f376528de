/** Keys, and indexes from 0 in lists, from the top of the file down. */
export type Path = readonly (string | number)[];

/** `clusters.web.hosts[2].members["lb1/web"]` */
export function pathText(path: Path): string {
  return path.map((step, index) => stepText(step, index === 0)).join('');
}

function stepText(step: string | number, first: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
  return first ? step : `.${step}`;
}

/** In patterns: any key of a mapping whose keys are names, and any item of a list. */
export const anyKey = '*';
export const anyItem = '#';

/** Whether a path fits a pattern such as `['clusters', '*', 'hosts', '#']`. */
export function fits(path: Path, pattern: readonly string[]): boolean {
  return path.length === pattern.length && path.every((step, index) => fitsStep(step, pattern[index]));
}

/** What plain data holds at a path; undefined where the path leads nowhere. */
export const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? Reflect.get(value, step)
        : undefined,
    data,
  );

const fitsStep = (step: string | number, pattern: string | undefined): boolean =>
  typeof step === 'number' ? pattern === anyItem : pattern === anyKey || pattern === step;
