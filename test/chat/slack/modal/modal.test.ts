import type { types } from '@slack/bolt';
import { expect, test } from 'vitest';
import { createModal } from '../../../../src/chat/slack/modal/modal.ts';
import type { Answer, Request } from '../../../../src/intake/intake.ts';
import type { Lookup } from '../../../../src/intake/lookup.ts';
import { breaches } from '../../../doubles/slack/validate-blocks.ts';
import { formOf } from './form.ts';

type At = { readonly trigger: string } | { readonly id: string; readonly hash?: string };
const planned: Answer = { code: 'ok', card: { title: 'deploy web v1 → v2', tone: 'plain' } };

/** A modal with a world around it that remembers what it was asked. */
function setUp(more: { lookup?: Partial<Lookup>; answer?: () => Promise<Answer>; patienceMs?: number } = {}) {
  const shown: { at: At; view: types.ModalView }[] = [];
  const requests: Request[] = [];
  const show = async (at: At, view: types.ModalView) => {
    expect(breaches(view)).toEqual([]);
    shown.push({ at, view });
    return { id: 'V1', hash: 'h1' };
  };
  const modal = createModal({
    views: { viewsOpen: (trigger, view) => show({ trigger }, view), viewsUpdate: show },
    intake: {
      handle: async (request) => {
        requests.push(request);
        return (more.answer ?? (async () => planned))();
      },
    },
    lookup: {
      language: async () => 'en',
      clusters: async () => ['api', 'web'],
      releases: async (_, cluster) => (cluster === 'web' ? ['v2', 'v1'] : []),
      needsApproval: () => true,
      home: async () => [],
      ...more.lookup,
    },
    patienceMs: more.patienceMs ?? 10_000,
  });
  return { modal, shown, requests, last: () => JSON.stringify(shown.at(-1)?.view) };
}

const alice = { person: 'alice', channel: 'C1' };
const body = (filled: Parameters<typeof formOf>[0]) => ({ trigger_id: 'T9', view: formOf(filled) });

test('the form opens with the trigger; from a cluster’s button with its releases', async () => {
  const { modal, shown, last } = setUp();
  await modal.open(alice, 'T1');
  expect(shown[0]?.at).toEqual({ trigger: 'T1' });
  expect(last()).not.toContain('Recent releases');
  await modal.open({ ...alice, cluster: 'web' }, 'T2');
  expect(last()).toContain('Recent releases of web');
});

test('where there is only one cluster, it is chosen', async () => {
  const { modal, last } = setUp({ lookup: { clusters: async () => ['web'] } });
  await modal.open(alice, 'T1');
  expect(last()).toContain('Recent releases of web');
});

test('what takes longer than a trigger lives opens something else first', async () => {
  let go: (names: readonly string[]) => void = () => undefined;
  const names = new Promise<readonly string[]>((resolve) => {
    go = resolve;
  });
  const { modal, shown, last } = setUp({ lookup: { clusters: () => names }, patienceMs: 1 });
  const opening = modal.open(alice, 'T1');
  await expect.poll(() => shown.length).toBe(1);
  expect(last()).toContain('Reading weights');
  go(['web']);
  await opening;
  expect(shown[1]?.at).toEqual({ id: 'V1' });
  expect(last()).toContain('Recent releases of web');
});

test('who may see nothing, or can’t be looked up, reads that', async () => {
  const none = setUp({ lookup: { clusters: async () => [] } });
  await none.modal.open(alice, 'T1');
  expect(none.last()).toContain('There is no cluster that you may see');
  const broken = setUp({ lookup: { clusters: () => Promise.reject(new Error('database is away')) } });
  await broken.modal.open(alice, 'T1');
  expect(broken.last()).toContain('database is away');
});

test('a chosen cluster brings its releases, only into the form that it was chosen in', async () => {
  const { modal, shown, last } = setUp();
  await modal.onCluster({ view: formOf({ cluster: 'web' }) }, 'alice');
  expect(shown[0]?.at).toEqual({ id: 'V1', hash: 'h1' });
  expect(last()).toContain('Recent releases of web');
  expect(shown[0]?.view.private_metadata).toBe('{"channel":"C1"}');
});

test('a wrong form stays open and asks nobody', () => {
  const { modal, requests } = setUp();
  const submitted = modal.onSubmit(body({ cluster: 'web', release: 'v2', batch: 'many' }));
  expect(submitted.ack).toEqual({ response_action: 'errors', errors: { batch: expect.any(String) } });
  expect(submitted.plan).toBeUndefined();
  expect(requests).toEqual([]);
});

test('a right one is planned, shown, and asked for in the channel that it came from', async () => {
  const { modal, shown, requests, last } = setUp();
  const submitted = modal.onSubmit(body({ cluster: 'web', release: 'v2', canary: '1', channel: 'C7' }));
  expect(submitted.ack).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
  await submitted.plan?.('alice');
  const place = { chat: 'slack', channel: 'C7' };
  expect(requests).toEqual([
    { id: 'slack:T9', person: 'alice', text: 'deploy web v2 --canary 1 --plan', place },
  ]);
  expect(shown[0]?.at).toEqual({ id: 'V1' });
  expect(last()).toContain('Ask for approval');
  const preview = { ...formOf({}), private_metadata: shown[0]?.view.private_metadata ?? '' };
  expect(modal.onConfirm({ trigger_id: 'T10', view: preview })).toEqual({
    ack: { response_action: 'clear' },
    request: { id: 'slack:T10', text: 'deploy web v2 --canary 1', channel: 'C7' },
  });
});

test.each([
  [
    'refused',
    async (): Promise<Answer> => ({ code: 'refused', card: { title: 'Only bob may.', tone: 'warning' } }),
    'Only bob may.',
  ],
  ['failing', (): Promise<Answer> => Promise.reject(new Error('database is away')), 'database is away'],
])('a %s plan ends the form with why', async (_, answer, why) => {
  const { modal, shown, last } = setUp({ answer });
  await modal.onSubmit(body({ cluster: 'web', release: 'v2' })).plan?.('alice');
  expect(last()).toContain(why);
  expect(shown[0]?.view.submit).toBeUndefined();
});

test('payloads that are none of ours are refused', () => {
  const { modal } = setUp();
  expect(() => modal.onSubmit({ view: {} })).toThrow();
  expect(() =>
    modal.onConfirm({ trigger_id: 'T1', view: { ...formOf({}), private_metadata: 'no' } }),
  ).toThrow();
  expect(() => modal.onConfirm(body({}))).toThrow();
});

test('who reads Chinese fills, corrects and confirms in Chinese', async () => {
  const { modal, shown, last } = setUp({ lookup: { language: async () => 'zh-CN' } });
  await modal.open(alice, 'T1');
  expect(last()).toContain('"text":"查看计划"');
  const opened = shown[0]?.view.private_metadata ?? '';
  expect(JSON.parse(opened)).toEqual({ channel: 'C1', language: 'zh-CN' });

  const empty = { trigger_id: 'T9', view: { ...formOf({}), private_metadata: opened } };
  expect(modal.onSubmit(empty).ack).toEqual({
    response_action: 'errors',
    errors: { cluster: '请选择集群。' },
  });
  const filled = { ...formOf({ cluster: 'web', release: 'v2' }), private_metadata: opened };
  const { ack, plan } = modal.onSubmit({ trigger_id: 'T9', view: filled });
  expect(JSON.stringify(ack)).toContain('正在读取权重和健康情况');
  await plan?.('alice');
  expect(last()).toContain('请求批准');
});
