import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/model/card.ts';
import type { Entry, EventBody } from '../../src/model/event.ts';
import type { Override } from '../../src/model/override.ts';
import type { HostStatus, RolloutState } from '../../src/model/rollout.ts';
import { logsCard } from '../../src/report/answer-cards.ts';
import { auditCard } from '../../src/report/audit-card.ts';
import { type Finding, findingsCard, findingsIn } from '../../src/report/findings-card.ts';
import { drainedCard, locksCard } from '../../src/report/held-cards.ts';
import { historyCard } from '../../src/report/history-card.ts';
import { homeCards } from '../../src/report/home-cards.ts';
import { lockedText } from '../../src/report/lock-text.ts';
import { membersCard } from '../../src/report/members-card.ts';
import { outText, overrideCard } from '../../src/report/override-card.ts';
import { planCard } from '../../src/report/plan-card.ts';
import { overridePosts } from '../../src/report/posts/override-posts.ts';
import { rolloutPosts } from '../../src/report/posts/posts.ts';
import { rolloutCard } from '../../src/report/rollout-card.ts';
import { statusCard } from '../../src/report/status-card.ts';
import { weightCard } from '../../src/report/weight-card.ts';
import { inEnglish, inLanguage } from '../../src/text/language.ts';
import { englishIn } from '../text/english.ts';
import { host, midway, now, plan, rollout } from './sample.ts';

const chinese = <T>(run: () => T): T => inLanguage('zh-CN', run);
const saved = { weight: 100, state: 'ready' as const };
const earlier = new Date(now.getTime() - 600_000);
const override: Override = {
  ...{ id: 'o5', cluster: 'web', host: 'web-03', reason: '重启', requester: 'alice', state: 'out' },
  ...{ createdAt: earlier, outAt: earlier, until: now },
  members: [{ pool: 'lb1/web', member: 'web-03' }],
};
const held = [{ pool: 'lb1/web', member: 'web-03', saved }];
const member = { name: 'web-03', weight: 0, state: 'drain', health: 'up' } as const;
const plain = { ...plan, warnings: [], batches: plan.batches.map((batch) => ({ ...batch, name: '一' })) };
const running = { ...rollout, plan: plain };
const finding: Finding = { mark: 'wrong', what: '锁', where: 'web', answer: '无', mend: 'unlock web' };
const view = { cluster: 'web', hosts: 3, pools: [{ pool: 'lb1/web', inService: 2, members: 3 }] };
const access = { approvals: 2, onCall: [], mentionOnCall: false };

const ends: readonly HostStatus[] = [
  host('web-01', { outcome: 'done', outMs: 4213 }),
  host('web-02', { outcome: 'left-out' }),
  host('web-03', { outcome: 'unwell' }),
  host('web-04', { outcome: 'skipped' }),
  host('web-05'),
];
const states: readonly RolloutState[] = [
  ...(['awaiting-approval', 'queued', 'running', 'paused', 'waiting', 'aborting'] as const),
  ...(['succeeded', 'aborted', 'failed', 'dropped'] as const),
];

/** Titles of these are recorded as what a person was answered. */
const answers: readonly (readonly [string, () => Card])[] = [
  ...states.map((state) => {
    const hosts = ['succeeded', 'aborted', 'failed', 'dropped'].includes(state) ? ends : midway;
    return [`a rollout that is ${state}`, () => rolloutCard({ ...running, state }, hosts, { now })] as const;
  }),
  ['a plan', () => planCard({ ...running, state: 'awaiting-approval' })],
  ['an override', () => overrideCard({ override, held, now })],
  ['what is out', () => ({ title: outText({ override, held, now }), tone: 'plain' })],
  ['members', () => membersCard({ cluster: 'web', pools: [{ pool: 'lb1/web', members: [member] }] }, now)],
  ['locks', () => locksCard([{ cluster: 'web', holder: 'alice', since: earlier, until: now }], now)],
  ['no locks', () => locksCard([], now)],
  [
    'who has a lock',
    () => ({
      title: lockedText(
        {
          ...{ cluster: 'web', holder: 'r12', reason: '发布', since: earlier, until: now },
          rollout: { state: 'running', ended: false, reported: earlier },
        },
        now,
      ),
      tone: 'plain',
    }),
  ],
  [
    'what is drained',
    () =>
      drainedCard(
        [
          {
            ...{ cluster: 'web', host: 'web-03', pool: 'lb1/web', member: 'web-03', saved, now: '' },
            ...{ rollout: 'r12', since: earlier, serves: false, mend: 'enable web web-03', ends: 'enable x' },
          },
        ],
        now,
      ),
  ],
  ['history', () => historyCard({ cluster: 'web', rows: [{ rollout: running, leftOut: ['web-02'] }] })],
  ['the status', () => statusCard([{ ...view, heldOut: ['web-03'], lock: { holder: 'alice' } }])],
  ['output', () => logsCard({ rollout: 'r12', host: 'web-01', lines: [], most: 1 })],
  ['findings', () => findingsCard([finding, { ...finding, mark: 'ask' }])],
  ['an audit', () => auditCard({ since: earlier, person: 'alice', entries: [], cut: false })],
  [
    'weights',
    () =>
      weightCard('web', 5, [{ host: 'web-03', changes: [{ pool: 'lb1/web', member: 'web-03', from: 1 }] }]),
  ],
];

describe('in Chinese', () => {
  test.each(answers)('no English is left in %s', (_, card) => {
    expect(englishOf([chinese(card)])).toEqual([]);
  });

  test.each(answers)('the title is known in English: of %s', (_, card) => {
    const [shown, english] = chinese(() => {
      const { title } = card();
      return [title, inEnglish(title)];
    });
    expect(english).toBe(card().title);
    expect(shown).not.toBe(english);
  });

  test('no English is left in a home', () => {
    const home = {
      ...view,
      releases: [{ release: 'v1', hosts: 2 }],
      leftOut: ['web-02'],
      overrides: [override],
    };
    const rollouts = [{ rollout: running, hosts: midway, questions: [] }];
    const freeze = { by: 'alice', reason: '节日', until: now, lifted: 'cluster' } as const;
    expect(englishOf(chinese(() => homeCards([{ ...home, rollouts, freeze }], ['db'], now)))).toEqual([]);
  });

  test('no English is left in a rollout’s thread', () => {
    const at = { host: 'web-02', pool: 'lb1/web', member: 'web-02', saved };
    const entries = journal([
      { type: 'approved', person: 'bob', enough: true },
      { type: 'batch', batch: 0, name: '一', hosts: ['web-02'] },
      { type: 'step', host: 'web-02', step: 'drain', attempt: 1 },
      { type: 'draining', ...at },
      { type: 'step', host: 'web-02', step: 'restore', attempt: 1 },
      { type: 'restored', ...at },
      { type: 'step', host: 'web-02', step: 'verify-in-pool', attempt: 1 },
      { type: 'let-go', host: 'web-02', pool: 'lb1/web', member: 'web-02' },
      {
        type: 'question',
        host: 'web-03',
        text: '？',
        answers: ['retry', 'skip', 'rollback', 'abort'],
        after: 0,
      },
      { type: 'steered', host: 'web-03', person: 'bob', verb: 'retry' },
      {
        type: 'recovered',
        where: '一',
        kind: 'takeover',
        hosts: [{ host: 'web-04', next: 'ask', members: [] }],
      },
    ]);
    const told = { entries, now, access, tailOf: () => [], logOf: async () => ({ name: 'a', text: 'a' }) };
    const posts = chinese(() =>
      states.flatMap((state) => rolloutPosts({ ...told, rollout: { ...running, state }, hosts: midway })),
    );
    expect(englishOf(posts.map(({ card }) => card))).toEqual([]);
  });

  test('no English is left in an override’s thread', () => {
    const entries = journal([
      { type: 'override-state', override: 'o5', state: 'out', person: 'alice', until: now.toISOString() },
      { type: 'ends-soon', until: now.toISOString() },
      { type: 'override-wish', person: 'bob', wish: 'extend', until: now.toISOString() },
      { type: 'override-state', override: 'o5', state: 'ended', person: 'alice' },
    ] as EventBody[]);
    const posts = chinese(() =>
      overridePosts({ override: { ...override, state: 'ended', endedAt: now }, held, now, entries, access }),
    );
    expect(englishOf(posts.map(({ card }) => card))).toEqual([]);
  });

  test('what another process found is read in any language', () => {
    const card = chinese(() => findingsCard([finding]));
    expect(findingsIn(card)).toEqual([finding]);
    expect(chinese(() => findingsIn(inLanguage('en', () => findingsCard([finding]))))).toEqual([finding]);
  });
});

const journal = (bodies: readonly EventBody[]): Entry[] =>
  bodies.map((body, at) => ({ seq: at + 1, at: earlier, cluster: 'web', rollout: 'r12', body }) as Entry);

/** Names, codes and ids of the sample; what members' states are called is the same in every language. */
const ours = /\b(web|lb1|db|alice|bob|ready|drain|maint|up|down|v\d|[ro]\d+|during|deploy)\b/u;

function englishOf(cards: readonly Card[]): readonly string[] {
  const texts = cards.flatMap(({ title, fields = [], lines = [], table, buttons = [] }) => [
    title,
    ...fields.flatMap(({ name, value }) => [name, value]),
    ...lines.flatMap(({ label = '', text }) => [label, text]),
    ...(table ? [...table.head, ...table.rows.flat()] : []),
    ...buttons.flatMap(({ label, confirm = '' }) => [label, confirm]),
  ]);
  const commands = /(enable|logs|unlock|status|extend) (?=[\w-]+)/giu;
  return texts.flatMap((text) => englishIn(text.replace(commands, '')).filter((word) => !ours.test(word)));
}
