import type { JsonSchema } from './json-schema.ts';
import { asWritten } from './json-schema.ts';
import { anyItem, anyKey, fits, type Path } from './path.ts';

/** One key (or item) that the file may have, by its pattern: `clusters.*.hosts.#.name`. */
export interface Field {
  readonly pattern: readonly string[];
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** Every field of the file, in the order in which the schema has them; parents before their children. */
export const fields: readonly Field[] = below([], asWritten());

function below(pattern: readonly string[], schema: JsonSchema): Field[] {
  return parts(schema).flatMap((part) => [
    ...Object.entries(part.properties ?? {}).flatMap(([key, child]) =>
      field([...pattern, key], child, part.required?.includes(key) ?? false),
    ),
    ...field([...pattern, anyKey], part.additionalProperties, false),
    ...(Array.isArray(part.items) ? [] : field([...pattern, anyItem], part.items, false)),
  ]);
}

function field(pattern: readonly string[], schema: unknown, required: boolean): Field[] {
  return isSchema(schema) ? [{ pattern, schema, required }, ...below(pattern, schema)] : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

/** The schema itself and the shapes that it may take. */
function parts(schema: JsonSchema): JsonSchema[] {
  const shapes = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...shapes.flatMap(parts)];
}

type Mark = 'x-secret' | 'x-shell' | 'x-agent';

/** Whether any shape that the value at this path may take has the mark. */
export const marked = (path: Path, mark: Mark): boolean =>
  patterns[mark].some((pattern) => fits(path, pattern));

function having(mark: Mark): readonly (readonly string[])[] {
  return fields
    .filter(({ schema }) => parts(schema).some((part) => mark in part))
    .map(({ pattern }) => pattern);
}

const patterns: Readonly<Record<Mark, readonly (readonly string[])[]>> = {
  'x-secret': having('x-secret'),
  'x-shell': having('x-shell'),
  'x-agent': having('x-agent'),
};

/** What the schema says about the value at this path, if it says anything. */
export function descriptionOf(path: Path): string | undefined {
  const texts = fields.filter(({ pattern }) => fits(path, pattern)).map(({ schema }) => schema.description);
  return texts.find((text) => text !== undefined);
}
