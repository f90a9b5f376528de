import type { types } from '@slack/bolt';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deployView, loadingView, previewView, problemView } from '../../../../src/chat/slack/modal/views.ts';
import type { Card } from '../../../../src/model/card.ts';
import { breaches } from '../../../doubles/slack/validate-blocks.ts';

const names = (n: number) => Array.from({ length: n }, (_, at) => `web-${String(at).padStart(5, '0')}`);
const form = (more: Partial<Parameters<typeof deployView>[0]> = {}) =>
  deployView({ channel: 'C1', clusters: ['api', 'web'], releases: [], ...more });
const menu = (view: types.ModalView, label: string) => {
  for (const block of view.blocks) {
    if (block.type !== 'input' || !('label' in block) || block.label.text !== label) continue;
    if (block.element.type === 'static_select') return block.element;
  }
  throw new Error(`no menu ${label}`);
};

test('the form asks for cluster, release, batch and canary', () => {
  const view = form();
  const labels = view.blocks.map((block) => ('label' in block ? block.label.text : block.type));
  expect(labels).toEqual(['Cluster', 'Release', 'Batch', 'Canary']);
  expect(breaches(view)).toEqual([]);
});

test('with a cluster its recent releases are offered, beside free text', () => {
  const view = form({ cluster: 'web', releases: ['v2', 'v1', 'x'.repeat(120)] });
  expect(menu(view, 'Cluster').initial_option?.value).toBe('web');
  expect(menu(view, 'Recent releases of web').options?.map(({ value }) => value)).toEqual(['v2', 'v1']);
  expect(JSON.stringify(view)).toContain('Or another release');
  expect(breaches(view)).toEqual([]);
});

test.each([1, 100, 101, 4_321, 12_000])('%i clusters fit', (n) => {
  const view = form({ clusters: names(n), cluster: 'web-00000' });
  const { options = [], option_groups = [] } = menu(view, 'Cluster');
  const offered = [...options, ...option_groups.flatMap((group) => group.options)];
  expect(offered).toHaveLength(Math.min(n, 1_000));
  expect(JSON.stringify(view).includes('more, by command')).toBe(n > 1_000);
  expect(breaches(view)).toEqual([]);
});

test('the plan is shown with what happens next, and is submitted as what it is', () => {
  const card: Card = {
    title: 'deploy web v2',
    tone: 'plain',
    buttons: [{ label: 'Send it', command: 'help' }],
  };
  const view = previewView(card, { channel: 'C1', command: 'deploy web v2', needsApproval: true });
  expect(view.submit?.text).toBe('Ask for approval');
  expect(JSON.parse(view.private_metadata ?? '')).toEqual({ channel: 'C1', command: 'deploy web v2' });
  expect(JSON.stringify(view.blocks)).toContain('deploy web v2');
  expect(JSON.stringify(view.blocks)).not.toContain('Send it');
  const atOnce = previewView(card, { channel: 'C1', command: 'deploy web v2', needsApproval: false });
  expect(atOnce.submit?.text).toBe('Begin');
});

test('whatever clusters, releases and plans hold, Slack takes the views', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 90 }),
    fc.constantFrom('<!channel>', '', ' v2'),
  );
  const distinct = fc.uniqueArray(text, { maxLength: 120 });
  fc.assert(
    fc.property(distinct, text, (releases, title) => {
      const card: Card = { title, tone: 'bad', lines: releases.map((each) => ({ text: each })) };
      expect(breaches(form({ cluster: 'web', releases }))).toEqual([]);
      expect(
        breaches(previewView(card, { channel: 'C1', command: 'deploy web v2', needsApproval: true })),
      ).toEqual([]);
      expect(breaches(problemView(card))).toEqual([]);
    }),
  );
  expect(breaches(loadingView())).toEqual([]);
});
