import type { types } from '@slack/bolt';
import { plainText } from '../render/elements.ts';

/** What a menu offers. */
type Offer = Pick<types.StaticSelect, 'options' | 'option_groups'>;

/** A text field that may stay empty. */
export function textInput(
  block_id: string,
  label: string,
  more: { readonly hint: string; readonly placeholder?: string; readonly most: number },
): types.InputBlock {
  return {
    type: 'input',
    block_id,
    optional: true,
    label: plainText(label, 2_000),
    hint: plainText(more.hint, 2_000),
    element: {
      type: 'plain_text_input',
      action_id: block_id,
      max_length: more.most,
      ...(more.placeholder !== undefined && { placeholder: plainText(more.placeholder, 150) }),
    },
  };
}

/** An option whose value is its text; values have at most 75 characters in a menu. */
export const option = (text: string): types.PlainTextOption => ({ text: plainText(text, 75), value: text });

/** So many names fit into a view, which Slack takes up to 250,000 characters. */
export const mostNames = 1_000;

/** A menu takes 100 options, or 100 groups of 100: over that, groups by the names that they go from and to. */
export function menuOf(names: readonly string[]): Offer {
  if (names.length <= 100) return { options: names.map(option) };
  const groups = Array.from({ length: Math.ceil(names.length / 100) }, (_, at) =>
    names.slice(at * 100, at * 100 + 100),
  );
  return {
    option_groups: groups.map((group) => ({
      label: plainText(spanOf(group), 75),
      options: group.map(option),
    })),
  };
}

const spanOf = (names: readonly string[]): string =>
  `${(names[0] ?? '').slice(0, 30)} – ${(names.at(-1) ?? '').slice(0, 30)}`;
