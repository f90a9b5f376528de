import { z } from 'zod';
import type { Json, JsonObject } from './types.ts';
import { messageBlocks } from './validate/blocks.ts';
import { breachesTogether, weightOf } from './validate/together.ts';
import { view as viewSchema } from './validate/views.ts';
import { isList, isObject, objectsIn } from './validate/walk.ts';

/** Characters of text that `chat.update` takes. */
export const updateTextLimit = 4000;
/** Characters after which `chat.postMessage` cuts text off. */
export const postTextLimit = 40_000;
/** Undocumented, seen by others: https://github.com/slackapi/bolt-js/issues/2509 */
export const blocksLimit = 13_000;

const json = z.json();

/**
 * Every breach of Slack's documented limits in a message (`{ text, blocks, … }`), a view (`{ type: 'modal' | 'home', … }`)
 * or a list of a message's blocks, each with a JSON pointer; empty when Slack would take it.
 */
export function breaches(payload: unknown): string[] {
  const read = json.safeParse(payload);
  if (!read.success) return ['it is not JSON'];
  const given: Json = read.data;
  if (isList(given)) return blockBreaches(given);
  if (!isObject(given)) return ['it is neither a message nor a view'];
  const isView = given.type === 'modal' || given.type === 'home';
  return isView ? viewBreaches(given) : messageBreaches(given);
}

/** Breaches in a message's list of blocks, in the words of Slack's `errors`. */
export const blockBreaches = (blocks: Json): string[] => [
  ...schemaBreaches(messageBlocks, blocks, '/blocks'),
  ...breachesTogether(objectsIn(blocks)),
];

/** Breaches in a view as `views.open`, `views.update`, `views.push` and `views.publish` take it. */
export function viewBreaches(view: JsonObject): string[] {
  const blocks = objectsIn(view.blocks);
  const hasInput = blocks.some((block) => block.type === 'input');
  const unsent = view.type === 'modal' && hasInput && view.submit === undefined;
  return [
    ...schemaBreaches(viewSchema, view, ''),
    ...breachesTogether(blocks),
    ...(unsent ? ['submit is required when an input block is within blocks [json-pointer:/submit]'] : []),
    ...(JSON.stringify(view).length > 250_000 ? ['the view is larger than 250 kB'] : []),
  ];
}

function messageBreaches(message: JsonObject): string[] {
  const text = typeof message.text === 'string' ? message.text : '';
  const blocks = message.blocks;
  return [
    ...(blocks === undefined ? [] : blockBreaches(blocks)),
    ...(text === '' && blocks === undefined ? ['it has neither text nor blocks'] : []),
    ...(text === '' && blocks !== undefined
      ? ['blocks without text: nothing for notifications and screen readers']
      : []),
    ...(text.length > updateTextLimit
      ? [`text has more than ${updateTextLimit} characters: no update would take it`]
      : []),
    ...(isTooHeavy(blocks) ? [`the blocks have more than ${blocksLimit} characters`] : []),
  ];
}

export const isTooHeavy = (blocks: Json | undefined): boolean => weightOf(objectsIn(blocks)) > blocksLimit;

function schemaBreaches(schema: z.ZodType, value: Json, root: string): string[] {
  const read = schema.safeParse(value);
  if (read.success) return [];
  return read.error.issues.map(
    (issue) => `${wordOf(issue)} [json-pointer:${[root, ...issue.path].join('/')}]`,
  );
}

function wordOf(issue: z.core.$ZodIssue): string {
  const sort = 'origin' in issue && issue.origin === 'array' ? 'items' : 'characters';
  if (issue.code === 'too_big') {
    return sort === 'items'
      ? `no more than ${issue.maximum} items allowed`
      : `must be less than ${Number(issue.maximum) + 1} characters`;
  }
  if (issue.code === 'too_small') {
    return sort === 'items'
      ? `no fewer than ${issue.minimum} items allowed`
      : `must be more than ${Number(issue.minimum) - 1} characters`;
  }
  if (issue.code === 'unrecognized_keys') return `invalid additional property: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_union') return 'unsupported type';
  return issue.message;
}
