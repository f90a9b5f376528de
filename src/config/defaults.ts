import { fields } from './fields.ts';
import { isOf } from './kind.ts';
import { anyItem, anyKey, type Path, pathText } from './path.ts';

/** Keys of one mapping that the file leaves out, with what stands in for them. */
export interface Default {
  /** The mapping, as text: `clusters.web.strategy`. */
  readonly where: string;
  readonly keys: readonly Left[];
}

interface Left {
  readonly key: string;
  readonly value: string;
  /** Whether the value is a text about it, kept, and not what one would write into the file. */
  readonly inWords: boolean;
}

/** Everything that the file leaves to defaults, mapping by mapping, with only the keys of the kinds that it says. @param data the file as plain data */
export function defaultsOf(data: unknown): readonly Default[] {
  const groups = new Map<string, Left[]>();
  for (const { pattern, schema, kinds } of fields) {
    const key = pattern.at(-1);
    const value = defaultText(schema.default, schema['x-default']);
    // Every host leaves out the same: a line for each of three thousand would hide the rest.
    if (key === undefined || value === undefined || pattern.includes('hosts')) continue;
    for (const parent of parents(data, pattern.slice(0, -1))) {
      if (!isOf(kinds, data, parent.path)) continue;
      if ([key, ...others(schema['x-unless'])].some((taken) => has(parent, taken))) continue;
      const where = pathText(parent.path);
      const inWords = typeof schema['x-default'] === 'string';
      groups.set(where, [...(groups.get(where) ?? []), { key, value, inWords }]);
    }
  }
  return [...groups]
    .map(([where, keys]) => ({ where, keys }))
    .sort((a, b) => a.where.localeCompare(b.where, 'en'));
}

/** As a person would write it, with keys in backticks; undefined where there is no default, or one that says nothing (an empty mapping). */
export function defaultText(value: unknown, inWords: unknown): string | undefined {
  if (typeof inWords === 'string') return inWords;
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}

/** Keys that take the place of this one. */
const others = (unless: unknown): string[] => (Array.isArray(unless) ? unless.map(String) : []);

interface Found {
  readonly path: Path;
  /** Undefined where the file leaves the mapping out, and its own default is one. */
  readonly value: object | undefined;
}

const has = ({ value }: Found, key: string): boolean => value !== undefined && Object.hasOwn(value, key);

/** The mappings that a pattern leads to. */
function parents(data: unknown, pattern: readonly string[]): readonly Found[] {
  const top: readonly Found[] = isObject(data) ? [{ path: [], value: data }] : [];
  return pattern
    .map((_, index) => pattern.slice(0, index + 1))
    .reduce((found, to) => found.flatMap((one) => below(data, one, to)), top);
}

function below(data: unknown, { path, value = {} }: Found, pattern: readonly string[]): readonly Found[] {
  const step = pattern.at(-1) ?? '';
  if (step === anyItem || step === anyKey) {
    const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
    return keys.flatMap((key) => mapping([...path, key], Reflect.get(value, key)));
  }
  if (Object.hasOwn(value, step)) return mapping([...path, step], Reflect.get(value, step));
  const left = filledIn.some(
    (field) => pathText(field.pattern) === pathText(pattern) && isOf(field.kinds, data, path),
  );
  return left ? [{ path: [...path, step], value: undefined }] : [];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const mapping = (path: Path, value: unknown): readonly Found[] => (isObject(value) ? [{ path, value }] : []);

/** Mappings that may be left out, and are then all defaults. */
const filledIn = fields.filter(({ schema }) => isObject(schema.default));
