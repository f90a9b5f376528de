import fc from 'fast-check';
import { expect, it } from 'vitest';
import { breaches } from './slack/validate-blocks.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const x = (count: number) => 'x'.repeat(count);
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (text: string, value = text) => ({ text: plain(text), value });
const select = (more: object) => actions({ type: 'static_select', action_id: 'pick', ...more });
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const input = (element: object) => ({ type: 'input', label: plain('Release'), element });
const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('Deploy'),
  submit: plain('Plan'),
  blocks: [],
  ...more,
});
const rich = (...elements: object[]) => ({ type: 'rich_text', elements });
const cell = (text: string) => ({ type: 'raw_text', text });

/** A thing at its limit, and the same thing one step over it, with what is said about it. */
const limits: readonly (readonly [string, object, object, RegExp])[] = [
  [
    'a section',
    { type: 'section', text: mrkdwn(x(3000)) },
    { type: 'section', text: mrkdwn(x(3001)) },
    /less than 3001/,
  ],
  [
    'an empty section',
    { type: 'section', text: mrkdwn('x') },
    { type: 'section', text: mrkdwn('') },
    /more than 0/,
  ],
  [
    'a section of nothing',
    { type: 'section', fields: [plain('x')] },
    { type: 'section' },
    /needs text or fields/,
  ],
  [
    'a field',
    { type: 'section', fields: [mrkdwn(x(2000))] },
    { type: 'section', fields: [mrkdwn(x(2001))] },
    /2001/,
  ],
  [
    'fields',
    { type: 'section', fields: many(10, () => plain('x')) },
    { type: 'section', fields: many(11, () => plain('x')) },
    /more than 10 items/,
  ],
  ['a header', { type: 'header', text: plain(x(150)) }, { type: 'header', text: plain(x(151)) }, /151/],
  ['a header in mrkdwn', { type: 'header', text: plain('x') }, { type: 'header', text: mrkdwn('x') }, /./],
  [
    'context',
    { type: 'context', elements: many(10, () => mrkdwn('x')) },
    { type: 'context', elements: many(11, () => mrkdwn('x')) },
    /10 items/,
  ],
  [
    'actions',
    actions(...many(25, (i) => button({ action_id: `a${i}` }))),
    actions(...many(26, (i) => button({ action_id: `a${i}` }))),
    /25 items/,
  ],
  ['a button', actions(button({ text: plain(x(75)) })), actions(button({ text: plain(x(76)) })), /76/],
  ['a value', actions(button({ value: x(2000) })), actions(button({ value: x(2001) })), /2001/],
  ['a url', actions(button({ url: x(3000) })), actions(button({ url: x(3001) })), /3001/],
  ['a style', actions(button({ style: 'danger' })), actions(button({ style: 'default' })), /Invalid option/],
  ['an action_id', actions(button({ action_id: x(255) })), actions(button({ action_id: x(256) })), /256/],
  [
    'action_ids',
    actions(button(), button({ action_id: 'b' })),
    actions(button(), button()),
    /"go" already exists/,
  ],
  ['a block_id', { type: 'divider', block_id: x(255) }, { type: 'divider', block_id: x(256) }, /256/],
  [
    'a confirm title',
    actions(button({ confirm: { title: plain(x(100)), text: plain('?') } })),
    actions(button({ confirm: { title: plain(x(101)), text: plain('?') } })),
    /101/,
  ],
  [
    'a confirm text',
    actions(button({ confirm: { text: mrkdwn(x(300)) } })),
    actions(button({ confirm: { text: mrkdwn(x(301)) } })),
    /301/,
  ],
  [
    'a confirm button',
    actions(button({ confirm: { text: plain('?'), confirm: plain(x(30)) } })),
    actions(button({ confirm: { text: plain('?'), confirm: plain(x(31)) } })),
    /31/,
  ],
  [
    'a deny button',
    actions(button({ confirm: { text: plain('?'), deny: plain(x(30)) } })),
    actions(button({ confirm: { text: plain('?'), deny: plain(x(31)) } })),
    /31/,
  ],
  [
    'options',
    select({ options: many(100, (i) => option(`${i}`)) }),
    select({ options: many(101, (i) => option(`${i}`)) }),
    /100 items/,
  ],
  ['no options', select({ options: [option('a')] }), select({}), /needs options/],
  ['an option', select({ options: [option(x(75), 'a')] }), select({ options: [option(x(76), 'a')] }), /76/],
  [
    "an option's value",
    select({ options: [option('a', x(150))] }),
    select({ options: [option('a', x(151))] }),
    /151/,
  ],
  [
    'an initial option',
    select({ options: [option('a')], initial_option: option('a') }),
    select({ options: [option('a')], initial_option: option('b') }),
    /not one of the options/,
  ],
  [
    'a placeholder',
    select({ options: [option('a')], placeholder: plain(x(150)) }),
    select({ options: [option('a')], placeholder: plain(x(151)) }),
    /151/,
  ],
  ['a known block', { type: 'divider' }, { type: 'banner' }, /unsupported type/],
  [
    'a known property',
    { type: 'divider' },
    { type: 'divider', colour: 'red' },
    /additional property: colour/,
  ],
  [
    'rich text',
    rich({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x' }] }),
    rich({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: '' }] }),
    /more than 0/,
  ],
  [
    'a list',
    rich({
      type: 'rich_text_list',
      style: 'bullet',
      elements: [{ type: 'rich_text_section', elements: [] }],
    }),
    rich({ type: 'rich_text_list', style: 'bullet', elements: [{ type: 'text', text: 'x' }] }),
    /./,
  ],
  [
    'a table',
    { type: 'table', rows: many(100, () => [cell('x')]) },
    { type: 'table', rows: many(101, () => [cell('x')]) },
    /100 items/,
  ],
  [
    'a row',
    { type: 'table', rows: [many(20, () => cell('x'))] },
    { type: 'table', rows: [many(21, () => cell('x'))] },
    /20 items/,
  ],
  [
    "a table's text",
    { type: 'table', rows: [[cell(x(10_000))]] },
    { type: 'table', rows: [[cell(x(10_001))]] },
    /10000/,
  ],
];

it.each(limits)('takes %s at its limit, and not beyond', (_, fits, breaks, why) => {
  expect(breaches({ text: 'fallback', blocks: [fits] })).toEqual([]);
  expect(breaches({ text: 'fallback', blocks: [breaks] }).join()).toMatch(why);
});

const dividers = (count: number) => many(count, () => ({ type: 'divider' }));
const messages: readonly (readonly [string, object, object, RegExp])[] = [
  ['blocks', { text: 'x', blocks: dividers(50) }, { text: 'x', blocks: dividers(51) }, /50 items/],
  [
    'block_ids',
    { text: 'x', blocks: [{ type: 'divider', block_id: 'a' }] },
    {
      text: 'x',
      blocks: [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
    },
    /"a" already exists/,
  ],
  ['a fallback', { text: 'x', blocks: dividers(1) }, { blocks: dividers(1) }, /without text/],
  ['text', { text: x(4000) }, { text: x(4001) }, /4000/],
  [
    'all blocks',
    { text: 'x', blocks: many(4, () => ({ type: 'section', text: mrkdwn(x(3000)) })) },
    { text: 'x', blocks: many(5, () => ({ type: 'section', text: mrkdwn(x(3000)) })) },
    /13000/,
  ],
  [
    'one table',
    { text: 'x', blocks: [{ type: 'table', rows: [[cell('x')]] }] },
    { text: 'x', blocks: many(2, () => ({ type: 'table', rows: [[cell('x')]] })) },
    /only_one_table/,
  ],
  ['a modal', modal({ blocks: dividers(100) }), modal({ blocks: dividers(101) }), /100 items/],
  ['a title', modal({ title: plain(x(24)) }), modal({ title: plain(x(25)) }), /25/],
  ['submit', modal({ submit: plain(x(24)) }), modal({ submit: plain(x(25)) }), /25/],
  ['close', modal({ close: plain(x(24)) }), modal({ close: plain(x(25)) }), /25/],
  ['private_metadata', modal({ private_metadata: x(3000) }), modal({ private_metadata: x(3001) }), /3001/],
  ['callback_id', modal({ callback_id: x(255) }), modal({ callback_id: x(256) }), /256/],
  [
    'an input',
    modal({ blocks: [input({ type: 'plain_text_input' })] }),
    { ...modal({ blocks: [input({ type: 'plain_text_input' })] }), submit: undefined },
    /submit is required|JSON/,
  ],
  [
    'a home',
    { type: 'home', blocks: dividers(1) },
    { type: 'home', blocks: dividers(1), title: plain('x') },
    /additional property: title/,
  ],
];

it.each(messages)('takes a message or view with %s at its limit, and not beyond', (_, fits, breaks, why) => {
  expect(breaches(fits)).toEqual([]);
  expect(breaches(JSON.parse(JSON.stringify(breaks))).join()).toMatch(why);
});

it('never throws, whatever it is given', () => {
  fc.assert(fc.property(fc.anything(), (anything) => Array.isArray(breaches(anything))));
  const block = fc.record(
    { type: fc.constantFrom('section', 'actions', 'table', 'rich_text', 'input') },
    { requiredKeys: ['type'] },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(block, fc.object()).map(([a, b]) => ({ ...b, ...a }))), (blocks) =>
      Array.isArray(breaches({ blocks })),
    ),
  );
});
