import type { Amount } from '../model/amount.ts';
import type { Given, Value } from './verb.ts';

const isAmount = (value: Value | undefined): value is Amount =>
  typeof value === 'object' && ('count' in value || 'percent' in value);

const isNames = (value: Value | undefined): value is readonly string[] => Array.isArray(value);

const isText = (value: Value | undefined): value is string => typeof value === 'string';

const isNumber = (value: Value | undefined): value is number => typeof value === 'number';

/** The values read from a line, for a verb's `build`. */
export function givenFrom(values: ReadonlyMap<string, Value>): Given {
  return {
    word: (key) => required(key, values.get(key), isText),
    names: (key) => required(key, values.get(key), isNames),
    number: (key) => required(key, values.get(key), isNumber),
    flag: (key) => values.get(key) === true,
    maybeWord: (key) => only(key, values.get(key), isText),
    maybeNumber: (key) => only(key, values.get(key), isNumber),
    maybeNames: (key) => only(key, values.get(key), isNames),
    maybeAmount: (key) => only(key, values.get(key), isAmount),
  };
}

type Fits<V extends Value> = (value: Value | undefined) => value is V;

function required<V extends Value>(key: string, value: Value | undefined, fits: Fits<V>): V {
  if (fits(value)) return value;
  throw new TypeError(`the verb table asks for “${key}”, which is no required word of its verb`); // not shown
}

function only<K extends string, V extends Value>(
  key: K,
  value: Value | undefined,
  fits: Fits<V>,
): { readonly [P in K]?: V } {
  const found: { [P in K]?: V } = {};
  if (fits(value)) found[key] = value;
  return found;
}
