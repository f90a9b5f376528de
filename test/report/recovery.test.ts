import { describe, expect, test } from 'vitest';
import type { Entry, EventBody } from '../../src/model/event.ts';
import type { OverrideState } from '../../src/model/override.ts';
import type { FoundHost, FoundMember } from '../../src/model/recovery.ts';
import { afterCrashVerbs, type HostStatus, type SteerVerb } from '../../src/model/rollout.ts';
import { overridePosts } from '../../src/report/posts/override-posts.ts';
import { rolloutPosts } from '../../src/report/posts/posts.ts';
import { recoveredCard, recoveredText } from '../../src/report/recovery-text.ts';
import { rolloutButtons } from '../../src/report/rollout-buttons.ts';
import { host, now, rollout } from './sample.ts';

const saved = { weight: 100, state: 'ready' as const };
const member = (name: string, rest: Partial<FoundMember> = {}): FoundMember => ({
  pool: 'lb1/web',
  member: name,
  saved,
  now: { weight: 0, state: 'drain' },
  ...rest,
});
const found = (name: string, rest: Partial<FoundHost> = {}): FoundHost => ({
  host: name,
  step: 'deploy',
  next: 'continue',
  members: [member(name)],
  ...rest,
});
const recovered = (hosts: readonly FoundHost[], kind: 'restart' | 'takeover' = 'takeover') => ({
  type: 'recovered' as const,
  where: 'web-07 at deploy',
  kind,
  hosts,
});

describe('taken up again', () => {
  test.each<[string, Parameters<typeof recoveredText>[0], string]>([
    [
      'one host',
      recovered([found('web-07')]),
      'taken over at web-07 during deploy; lb1/web says weight 0, drain, was weight 100, ready; continuing',
    ],
    [
      'a restart that asks',
      recovered([found('web-07', { next: 'ask' })], 'restart'),
      'taken up again after a restart at web-07 during deploy; lb1/web says weight 0, drain, was weight 100, ready; asking how to go on',
    ],
    [
      'a silent balancer',
      recovered([
        found('web-07', {
          members: [
            { pool: 'lb1/web', member: 'web-07', saved, problem: 'lb1/web does not answer' },
            member('10.0.0.7:80', { pool: 'lb2/web' }),
          ],
        }),
      ]),
      'taken over at web-07 during deploy; lb1/web does not answer, was weight 100, ready; lb2/web 10.0.0.7:80 says weight 0, drain, was weight 100, ready; continuing',
    ],
    [
      'nothing out yet',
      recovered([{ host: 'web-07', next: 'continue', members: [] }]),
      'taken over at web-07 before its first step; continuing',
    ],
    [
      'many hosts',
      recovered(['a', 'b', 'c'].map((name) => found(name))),
      'taken over at 3 hosts: a during deploy, b during deploy, c during deploy',
    ],
    [
      'no host',
      { type: 'recovered', where: 'between two batches', kind: 'restart', hosts: [] },
      'taken up again after a restart between two batches; continuing',
    ],
  ])('%s', (_, body, text) => {
    expect(recoveredText(body)).toBe(text);
  });

  test('several hosts have a line each in the message', () => {
    const hosts = [found('web-07'), found('web-08', { step: 'verify', next: 'ask' })];
    expect(recoveredCard(recovered(hosts))).toEqual({
      title: 'taken over at 2 hosts',
      tone: 'warning',
      lines: [
        {
          label: 'web-07',
          text: 'during deploy; lb1/web says weight 0, drain, was weight 100, ready; continuing',
        },
        {
          label: 'web-08',
          text: 'during verify; lb1/web says weight 0, drain, was weight 100, ready; asking how to go on',
          tone: 'warning',
        },
      ],
    });
    const many = recoveredCard(recovered(Array.from({ length: 25 }, (_, n) => found(`web-${n}`))));
    expect(many.lines).toHaveLength(21);
    expect(many.lines?.at(-1)).toEqual({ text: 'and 5 more hosts' });
  });
});

const entriesOf = (bodies: readonly EventBody[]): Entry[] =>
  bodies.map((body, n) => ({ seq: n + 1, at: now, cluster: 'web', rollout: 'r12', body }));

const step = (name: Extract<EventBody, { type: 'step' }>['step']): EventBody => ({
  type: 'step',
  host: 'web-01',
  step: name,
  attempt: 1,
});
const text = 'web-01 was at deploy when the bot ended; lb1/web says weight 0, drain, was weight 100, ready';
const question = (answers: readonly SteerVerb[] = afterCrashVerbs): EventBody => ({
  type: 'question',
  host: 'web-01',
  text,
  answers,
  after: 0,
});
const died: readonly EventBody[] = [
  { type: 'batch', batch: 0, name: 'canary', hosts: ['web-01'] },
  step('drain'),
  { type: 'draining', host: 'web-01', pool: 'lb1/web', saved },
  step('deploy'),
  { type: 'job', host: 'web-01', attempt: 1 },
  recovered([found('web-01', { next: 'ask' })]),
  question(),
];
const answered = (verb: SteerVerb, of?: string): EventBody => ({
  type: 'steered',
  person: 'bob',
  verb,
  ...(of !== undefined && { host: of }),
});

function postOf(key: string, told: readonly EventBody[], status: Partial<HostStatus> = {}) {
  const posts = rolloutPosts({
    rollout,
    hosts: [host('web-01', { outcome: 'asking', step: 'deploy', ...status }), host('web-02')],
    entries: entriesOf(told),
    now,
    access: { approvals: 1, onCall: [], mentionOnCall: false },
    tailOf: () => ['half of it'],
    logOf: async () => ({ name: 'log', text: 'all' }),
  });
  const keys = posts.map((post) => post.key);
  const found = posts.find((post) => post.key === key);
  return { keys, card: found?.card, rank: found?.rank };
}

describe('the question after a crash', () => {
  test('is a card with three buttons, and no failure', () => {
    const { card, rank, keys } = postOf('ask/web-01/1', died);
    expect(rank).toBe('urgent');
    expect(card).toEqual({
      title: 'web-01 needs an answer',
      tone: 'warning',
      lines: [{ text }],
      buttons: [
        { label: 'Continue', command: 'continue r12 web-01', style: 'primary' },
        {
          label: 'Verify and restore',
          command: 'verify r12 web-01',
          confirm:
            'End what still runs on web-01, verify it and give it back? r12 deploys nothing more there.',
        },
        { label: 'Keep out', command: 'keep-out r12 web-01' },
      ],
    });
    expect(keys).not.toContain('log/web-01/1');
  });

  test.each([
    ['continue', 'Continue', 'web-01'],
    ['verify', 'Verify and restore', undefined],
    ['keep-out', 'Keep out', 'web-01'],
  ] as const)('says who answered %s', (verb, label, of) => {
    const { card } = postOf('ask/web-01/1', [...died, answered(verb, of)]);
    expect(card?.title).toBe(`web-01 · answered: ${label}, by bob at 14:06`);
    expect(card?.buttons).toBeUndefined();
  });

  test('is not answered for another host, or by what it did not offer', () => {
    const open = [
      [...died, answered('continue', 'web-02')],
      [...died.slice(0, -1), question(['verify', 'keep-out']), answered('continue')],
    ];
    for (const told of open) expect(postOf('ask/web-01/1', told).card?.title).toBe('web-01 needs an answer');
  });

  test('is over where another question takes its place', () => {
    const told = [...died, { ...question(['retry', 'abort']), text: 'web-01: exit 1' } as EventBody];
    expect(postOf('ask/web-01/1', told).card?.title).toBe('web-01 · no answer is needed any more');
    expect(postOf('ask/web-01/2', told).card?.title).toBe('web-01 needs an answer');
  });

  test('the step that goes on is the same one in the host’s message', () => {
    const told = [...died, answered('continue'), step('deploy')];
    const lines = postOf('host/web-01', told, { outcome: 'active' }).card?.lines;
    expect(lines?.map((line) => line.text)).toEqual([
      'drained from lb1/web (weight 100, ready kept)',
      '… deploying v2',
    ]);
  });

  test('a deploy that was cut is not told as done, one that was through is', () => {
    const cut: EventBody = { type: 'note', host: 'web-01', text: 'web-01: its deploy was ended' };
    const deployed: EventBody = { type: 'deployed', host: 'web-01', release: 'v2' };
    const linesOf = (more: EventBody) =>
      postOf('host/web-01', [...died, answered('verify'), more, step('verify')], { outcome: 'active' })
        .card?.lines?.slice(1)
        .map((line) => `${line.tone ?? ''} ${line.text}`);
    expect(linesOf(cut)).toEqual(['bad deploying v2', ' its deploy was ended', ' … verifying']);
    expect(linesOf(deployed)).toEqual(['good v2 deployed', ' … verifying']);
  });

  test('the rollout can be aborted beside it', () => {
    const asked = { host: 'web-01', text, answers: afterCrashVerbs };
    expect(rolloutButtons(rollout, [], [asked]).map(({ label }) => label)).toEqual([
      'Continue',
      'Verify and restore',
      'Keep out',
      'Abort',
    ]);
  });
});

test.each<[OverrideState, FoundHost['next'], string]>([
  [
    'out',
    'continue',
    'taken over at web-03, out of service; lb1/web says weight 0, drain, was weight 100, ready; continuing',
  ],
  [
    'asking',
    'wait',
    'taken over at web-03, waiting for an answer; lb1/web says weight 0, drain, was weight 100, ready; waiting for an answer',
  ],
])('an override that is %s has it as a note', (state, next, title) => {
  const host: FoundHost = { host: 'web-03', state, next, members: [member('web-03')] };
  const override = {
    id: 'o5',
    cluster: 'web',
    host: 'web-03',
    members: [],
    requester: 'alice',
    reason: 'panic',
    state,
    createdAt: now,
  };
  const entries = entriesOf([{ ...recovered([host]), where: `web-03 ${state}` }]);
  const posts = overridePosts({ override, entries, now, access: { onCall: [], mentionOnCall: false } });
  expect(posts.map(({ card }) => card.title)).toContain(title);
});
