import type { JsonSchema } from './json-schema.ts';
import { asWritten } from './json-schema.ts';
import { isOf, type Kind, kindOf } from './kind.ts';
import { anyItem, anyKey, fits, type Path } from './path.ts';

/** One key (or item) that the file may have, by its pattern: `clusters.*.hosts.#.name`. */
export interface Field {
  readonly pattern: readonly string[];
  readonly schema: JsonSchema;
  readonly required: boolean;
  /** What the mappings above it say of themselves, where the field is there: only some kinds of them have it. */
  readonly kinds: readonly Kind[];
}

/** Every field of the file, in the order in which the schema has them; parents before their children. */
export const fields: readonly Field[] = below([], asWritten(), []);

function below(pattern: readonly string[], schema: JsonSchema, above: readonly Kind[]): Field[] {
  const kinds = [...above, ...kindOf(schema, pattern.length)];
  const field = (step: string, child: unknown, required = false): Field[] => {
    const at = [...pattern, step];
    return isSchema(child)
      ? [{ pattern: at, schema: child, required, kinds }, ...below(at, child, kinds)]
      : [];
  };
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, child]) =>
      field(key, child, schema.required?.includes(key)),
    ),
    ...field(anyKey, schema.additionalProperties),
    ...(Array.isArray(schema.items) ? [] : field(anyItem, schema.items)),
    ...shapes(schema).flatMap((shape) => below(pattern, shape, kinds)),
  ];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

/** The shapes that a value may take. */
function shapes({ anyOf = [], oneOf = [], allOf = [] }: JsonSchema): JsonSchema[] {
  return [...anyOf, ...oneOf, ...allOf];
}

const parts = (schema: JsonSchema): JsonSchema[] => [schema, ...shapes(schema).flatMap(parts)];

type Mark = 'x-secret' | 'x-shell' | 'x-agent';

/** Whether any shape that the value at this path may take has the mark, whatever kind the file says. */
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

/**
 * What the schema says about the value at this path, if it says anything, for a file of these kinds. The key that would
 * tell the kind, where the file does not, is described with all that it may say.
 * @param data the file as plain data
 */
export function descriptionOf(path: Path, data: unknown): string | undefined {
  const fitting = fields.filter(({ pattern }) => fits(path, pattern));
  const meant = fitting.filter(({ kinds }) => isOf(kinds, data, path));
  const told = meant.find(({ schema }) => schema.description !== undefined);
  return told ? told.schema.description : choices(fitting.filter(tellsKind));
}

const tellsKind = ({ pattern, kinds }: Field): boolean =>
  kinds.some(({ depth, key }) => pattern.length === depth + 1 && pattern.at(-1) === key);

function choices(telling: readonly Field[]): string | undefined {
  const description = telling[0]?.schema.description?.replace(/\.$/, '');
  const values = telling.map(({ schema }) => `\`${schema.const}\``).join(', ');
  return description && `${description}: ${values}.`;
}
