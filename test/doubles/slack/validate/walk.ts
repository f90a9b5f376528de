import type { Json, JsonObject } from '../types.ts';

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const objectsIn = (value: Json | undefined): readonly JsonObject[] =>
  isList(value) ? value.filter((one) => isObject(one)) : [];

export const stringIn = (object: JsonObject | undefined, key: string): string | undefined => {
  const value = object?.[key];
  return typeof value === 'string' ? value : undefined;
};

/** A text object's text. */
export const textIn = (object: JsonObject, key: string): string | undefined => {
  const value = object[key];
  return isObject(value) ? stringIn(value, 'text') : undefined;
};

/** The elements that a block holds: those of actions and context, a section's accessory, an input's element. */
export function elementsOf(block: JsonObject): readonly JsonObject[] {
  const single = [block.accessory, block.element].filter((one) => isObject(one));
  return block.type === 'rich_text' ? [] : [...objectsIn(block.elements), ...single];
}

/** The options that a menu or group of choices offers, those in groups among them. */
export function optionsOf(element: JsonObject): readonly JsonObject[] {
  const groups = objectsIn(element.option_groups);
  return [...objectsIn(element.options), ...groups.flatMap((group) => objectsIn(group.options))];
}

/** Every string that is a value somewhere inside, types left out. */
export function stringsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap((one) => stringsIn(one));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === 'type' ? [] : stringsIn(one)));
}
