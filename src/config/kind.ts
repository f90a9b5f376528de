import type { JsonSchema } from './json-schema.ts';
import { type Path, valueAt } from './path.ts';

/** One of the kinds that a mapping may be of, as one of its own keys says: `type: haproxy`. */
export interface Kind {
  /** The mapping, as the number of steps that lead to it from the top of the file. */
  readonly depth: number;
  readonly key: string;
  readonly value: string;
  /** What the schema says about a mapping of this kind. */
  readonly about: string | undefined;
}

/** The kind that a shape stands for, as it demands one exact text under one of its keys; none where it does not. */
export function kindOf(shape: JsonSchema, depth: number): readonly Kind[] {
  return Object.entries(shape.properties ?? {}).flatMap(([key, child]) => {
    const value = typeof child === 'object' ? child.const : undefined;
    if (typeof value !== 'string' || !shape.required?.includes(key)) return [];
    return [{ depth, key, value, about: shape.description }];
  });
}

/** Whether the file says these kinds on the way to a path. @param data the file as plain data */
export const isOf = (kinds: readonly Kind[], data: unknown, path: Path): boolean =>
  kinds.every(({ depth, key, value }) => valueAt(data, [...path.slice(0, depth), key]) === value);

/** `type: haproxy` */
export const kindText = (kinds: readonly Kind[]): string =>
  kinds.map(({ key, value }) => `${key}: ${value}`).join(', ');
