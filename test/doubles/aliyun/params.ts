import { commonParams, type Params } from './entry.ts';
import { invalid, missing } from './refusal.ts';

type Type = 'text' | 'port' | 'page' | 'size' | 'json' | 'flag';

/** What an action takes, by the documents' tables: `!` behind the type means that it must be there. */
export type Takes = Readonly<Record<string, Type | `${Type}!`>>;

const types: Readonly<Record<Type, (value: string) => boolean>> = {
  text: (value) => value !== '',
  port: (value) => /^\d{1,5}$/.test(value),
  page: (value) => /^[1-9]\d*$/.test(value),
  size: (value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 100,
  json: isJson,
  flag: (value) => value === 'true' || value === 'false',
};

/** Refuses what the action does not take, what is of a wrong type, and what lacks: more than the real one, which overlooks some. */
export function checkParams(params: Params, takes: Takes): void {
  for (const [name, value] of params) {
    if (commonParams.includes(name)) continue;
    const type = takes[name]?.replace('!', '');
    if (!isType(type) || !types[type](value)) throw invalid(name);
  }
  for (const [name, type] of Object.entries(takes))
    if (type.endsWith('!') && !params.has(name)) throw missing(name);
}

const isType = (name: string | undefined): name is Type => name !== undefined && Object.hasOwn(types, name);

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
