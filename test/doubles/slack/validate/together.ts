import type { JsonObject } from '../types.ts';
import { elementsOf, isObject, objectsIn, optionsOf, stringIn, stringsIn } from './walk.ts';

/** What Slack asks of blocks beyond each one's own form: unique ids, initial options that exist, sums of lengths. */
export function breachesTogether(blocks: readonly JsonObject[]): string[] {
  const blockIds = blocks.map((block) => stringIn(block, 'block_id'));
  const focused = blocks.flatMap((block) => elementsOf(block)).filter((one) => one.focus_on_load === true);
  return [
    ...twice(blockIds).map((id) => `block_id "${id}" already exists [json-pointer:/blocks]`),
    ...blocks.flatMap((block, i) =>
      blockBreaches(block).map((breach) => `${breach} [json-pointer:/blocks/${i}]`),
    ),
    ...(focused.length > 1 ? ['only one element may have focus_on_load [json-pointer:/blocks]'] : []),
    ...sumBreaches(blocks),
  ];
}

function blockBreaches(block: JsonObject): string[] {
  const elements = elementsOf(block);
  const actionIds = elements.map((element) => stringIn(element, 'action_id'));
  return [
    ...twice(actionIds).map((id) => `action_id "${id}" already exists`),
    ...elements.flatMap((element) => elementBreaches(element)),
  ];
}

function elementBreaches(element: JsonObject): string[] {
  const offered = optionsOf(element);
  const values = twice(offered.map((option) => stringIn(option, 'value')));
  const isMenu = element.type === 'static_select' || element.type === 'multi_static_select';
  const both = element.options !== undefined && element.option_groups !== undefined;
  const initial = [element.initial_option, ...objectsIn(element.initial_options)].filter((one) =>
    isObject(one),
  );
  const strange = initial.filter((one) => !offered.some((option) => same(option, one)));
  return [
    ...values.map((value) => `option value "${value}" already exists`),
    ...(isMenu && offered.length === 0 ? ['needs options or option_groups'] : []),
    ...(both ? ['options and option_groups exclude each other'] : []),
    ...(element.type === 'external_select'
      ? []
      : strange.map(() => 'the initial option is not one of the options')),
  ];
}

/** One table a message, 10,000 characters in its cells; 12,000 characters in all markdown blocks together. */
function sumBreaches(blocks: readonly JsonObject[]): string[] {
  const tables = blocks.filter((block) => block.type === 'table');
  const markdown = blocks.filter((block) => block.type === 'markdown');
  return [
    ...(tables.length > 1 ? ['only_one_table_allowed [json-pointer:/blocks]'] : []),
    ...(lengthOf(tables) > 10_000 ? ['the table has more than 10000 characters [json-pointer:/blocks]'] : []),
    ...(lengthOf(markdown) > 12_000
      ? ['the markdown has more than 12000 characters [json-pointer:/blocks]']
      : []),
  ];
}

/** Characters of the blocks that count towards `msg_blocks_too_long` (tables have a limit of their own). */
export const weightOf = (blocks: readonly JsonObject[]): number =>
  lengthOf(blocks.filter((block) => block.type !== 'table'));

const lengthOf = (blocks: readonly JsonObject[]): number =>
  blocks.flatMap((block) => stringsIn(block)).reduce((sum, one) => sum + one.length, 0);

const same = (a: JsonObject, b: JsonObject): boolean => canonical(a) === canonical(b);

const canonical = (object: JsonObject): string =>
  JSON.stringify(object, (_, value) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
  );

function twice(names: readonly (string | undefined)[]): string[] {
  const known = names.filter((name) => name !== undefined);
  return [...new Set(known.filter((name, i) => known.indexOf(name) !== i))];
}
