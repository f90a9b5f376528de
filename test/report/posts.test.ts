import { describe, expect, it } from 'vitest';
import type { Entry, EventBody } from '../../src/model/event.ts';
import type { HostStatus, Rollout } from '../../src/model/rollout.ts';
import type { Post } from '../../src/report/board.ts';
import { rolloutPosts } from '../../src/report/posts/posts.ts';
import type { RolloutView } from '../../src/report/posts/view.ts';
import { host, now, plan, rollout } from './sample.ts';

const saved = { weight: 10, state: 'ready' as const };
const at = { host: 'web-01', pool: 'lb1/web', member: 'web-01', saved };
const step = (name: Extract<EventBody, { type: 'step' }>['step'], attempt = 1): EventBody => ({
  type: 'step',
  host: 'web-01',
  step: name,
  attempt,
});
const question: EventBody = {
  type: 'question',
  host: 'web-01',
  text: 'web-01: the deploy failed with exit code 1',
  answers: ['retry', 'skip', 'rollback', 'abort'],
  after: 0,
};
/** As the workflow tells it: drained, deployed, failed. */
const failing: readonly EventBody[] = [
  { type: 'planned', person: 'alice' },
  { type: 'batch', batch: 0, name: 'canary', hosts: ['web-01'] },
  step('snapshot'),
  step('drain'),
  { type: 'draining', ...at },
  step('await-connections'),
  { type: 'note', host: 'web-01', text: 'web-01: 3 connections were left after 30 s' },
  step('deploy'),
  { type: 'job', host: 'web-01', attempt: 1 },
  {
    type: 'note',
    host: 'web-01',
    text: 'web-01 failed at deploy: web-01: the deploy failed with exit code 1',
  },
  question,
];
const asking = [host('web-01', { outcome: 'asking', step: 'deploy' }), host('web-02'), host('web-03')];

const entriesOf = (bodies: readonly EventBody[]): Entry[] =>
  bodies.map((body, n) => ({ seq: n + 1, at: now, cluster: 'web', rollout: 'r12', body }));

interface Given {
  readonly rollout?: Partial<Rollout>;
  readonly hosts?: readonly HostStatus[];
  readonly told?: readonly EventBody[];
  readonly more?: Partial<RolloutView>;
}
function postsOf({ rollout: rest = {}, hosts = asking, told = failing, more = {} }: Given = {}) {
  const posts = rolloutPosts({
    rollout: { ...rollout, ...rest },
    hosts,
    entries: entriesOf(told),
    now,
    access: { approvals: 1, onCall: ['oncall'], mentionOnCall: true },
    tailOf: () => ['npm ERR! \u001b[31mno space\u001b[0m', 'exit 1'],
    logOf: async (name, attempt) => ({ name: `${name}-${attempt}.log`, text: 'all' }),
    ...more,
  });
  const post = (key: string): Post => {
    const found = posts.find((each) => each.key === key);
    if (!found) throw new Error(`no post ${key} among ${posts.map((each) => each.key)}`);
    return found;
  };
  return { keys: posts.map(({ key }) => key), post, posts };
}
const texts = ({ card }: Post) => card.lines?.map(({ text }) => text);
const commands = ({ card }: Post) => card.buttons?.map(({ command }) => command);
const steered = (verb: 'retry' | 'abort' | 'pause' | 'skip', of?: string): EventBody => ({
  type: 'steered',
  person: 'bob',
  verb,
  ...(of !== undefined && { host: of }),
});

describe('a host’s message', () => {
  it('shows its steps as they pass, why it failed, and the end of its output', () => {
    const { post, keys } = postsOf();
    expect(keys).toEqual(['root', 'host/web-01', 'ask/web-01/1', 'log/web-01/1']);
    expect(post('host/web-01').card).toEqual({
      title: 'web-01 · needs an answer',
      tone: 'warning',
      lines: [
        { text: 'drained from lb1/web (weight 10, ready kept)', tone: 'good' },
        { text: 'waited for its connections', tone: 'good' },
        { text: '3 connections were left after 30 s' },
        { text: 'deploying v2', tone: 'bad' },
        { text: 'the deploy failed with exit code 1' },
        { label: '│', text: 'npm ERR! no space' },
        { label: '│', text: 'exit 1' },
      ],
    });
  });

  it('folds earlier attempts, and drops what was wrong then once it is well', () => {
    const again = [
      steered('retry', 'web-01'),
      step('snapshot', 2),
      step('deploy', 2),
      { type: 'job', host: 'web-01', attempt: 2 },
      step('restore', 2),
      { type: 'restored', ...at },
      step('verify-in-pool', 2),
      { type: 'host', host: 'web-01', outcome: 'done', attempt: 2, outMs: 4200 },
    ] as const;
    const done = host('web-01', { outcome: 'done', attempt: 2, outMs: 4200 });
    const { post, keys } = postsOf({ told: [...failing, ...again], hosts: [done] });
    expect(post('host/web-01').card.title).toBe('web-01 · done, on v2, out 4.2 s (attempt 2)');
    expect(texts(post('host/web-01'))).toEqual([
      'attempt 1: the deploy failed with exit code 1',
      'v2 deployed',
      'back in lb1/web with weight 10, ready',
      'seen healthy',
    ]);
    expect(keys.filter((key) => key.startsWith('log/'))).toEqual(['log/web-01/1']);
  });

  it('is not there before the host has begun, nor a log where nothing was printed', () => {
    const { keys } = postsOf({ more: { tailOf: () => [] } });
    expect(keys).toEqual(['root', 'host/web-01', 'ask/web-01/1']);
  });

  it('says with why that a host is left out', () => {
    const reason = 'exit code 1; its code is suspect, so it stays out of its pools';
    const out = host('web-01', { outcome: 'left-out', reason });
    const end: EventBody = { type: 'host', host: 'web-01', outcome: 'left-out', attempt: 1, reason };
    const { card } = postsOf({ told: [...failing, end], hosts: [out] }).post('host/web-01');
    expect(card.title).toBe('web-01 · left out of service');
    expect(card.lines?.at(-1)).toEqual({ text: `left out of service: ${reason}`, tone: 'bad' });
  });
});

describe('a question', () => {
  it('is urgent, tells the requester and the on-call, and has its answers as buttons', () => {
    const ask = postsOf().post('ask/web-01/1');
    expect(ask).toMatchObject({ rank: 'urgent', mention: ['alice', 'oncall'] });
    expect(commands(ask)).toEqual(['retry r12 web-01', 'skip r12 web-01', 'rollback r12', 'abort r12']);
    expect(ask.card.buttons?.map(({ confirm }) => confirm !== undefined)).toEqual([false, true, true, true]);
    const quiet = postsOf({ more: { access: { approvals: 1, onCall: ['oncall'], mentionOnCall: false } } });
    expect(quiet.post('ask/web-01/1').mention).toEqual(['alice']);
  });

  it.each<[EventBody, string]>([
    [steered('retry', 'web-01'), 'web-01 · answered: Retry, by bob at 14:06'],
    [steered('retry'), 'web-01 · answered: Retry, by bob at 14:06'],
    [steered('abort'), 'web-01 · answered: Abort, by bob at 14:06'],
    [
      { type: 'host', host: 'web-01', outcome: 'skipped', attempt: 1 },
      'web-01 · no answer is needed any more',
    ],
  ])('that is over says who answered what, and has no buttons: %j', (answer, title) => {
    const { card, rank } = postsOf({ told: [...failing, answer] }).post('ask/web-01/1');
    expect(card).toMatchObject({ title, lines: [{ text: 'web-01: the deploy failed with exit code 1' }] });
    expect(card).not.toHaveProperty('buttons');
    expect(rank).not.toBe('urgent');
  });

  it.each([steered('skip', 'web-02'), steered('retry', 'web-02'), steered('pause')])(
    'stays open where something else was answered: %j',
    (other) => {
      expect(postsOf({ told: [...failing, other] }).post('ask/web-01/1').card).toHaveProperty('buttons');
    },
  );

  it('asked again is another message', () => {
    const { keys } = postsOf({ told: [...failing, steered('retry'), step('deploy', 2), question] });
    expect(keys.filter((key) => key.startsWith('ask/'))).toEqual(['ask/web-01/1', 'ask/web-01/2']);
  });

  it('about the whole is for the requester, and stands over the thread too', () => {
    const canary: EventBody = {
      type: 'question',
      text: 'Promote it?',
      answers: ['promote', 'abort'],
      after: 0,
    };
    const { post } = postsOf({ told: [canary], rollout: { state: 'waiting' } });
    expect(post('ask/1')).toMatchObject({ mention: ['alice'], card: { title: 'r12 needs an answer' } });
    expect(texts(post('root'))).toContain('Promote it?');
    const promoted = postsOf({ told: [canary, { type: 'state', state: 'running' }] });
    expect(texts(promoted.post('root'))).not.toContain('Promote it?');
  });
});

describe('the root', () => {
  it('is the plan until it is approved, with who approved so far and when', () => {
    const { card } = postsOf({
      rollout: { state: 'awaiting-approval', approvers: ['bob'] },
      told: [{ type: 'approved', person: 'bob', enough: false }],
      more: { access: { approvals: 2, onCall: [], mentionOnCall: false } },
    }).post('root');
    expect(card.table?.head[0]).toBe('batch');
    expect(card.fields).toContainEqual({ name: 'approved', value: '1 of 2: bob at 14:06' });
    expect(card.buttons?.map(({ label }) => label)).toEqual(['Approve', 'Reject']);
  });

  it('of a plan that was rejected or lapsed says so, without buttons', () => {
    const { post, keys } = postsOf({
      rollout: { state: 'dropped', reason: 'rejected by bob', approvers: [] },
      told: [{ type: 'rejected', person: 'bob' }],
    });
    expect(post('root').card).toMatchObject({
      lines: [{ text: 'rejected by bob', tone: 'warning' }, {}, {}],
    });
    expect(post('root').card).not.toHaveProperty('buttons');
    expect(post('end')).toMatchObject({ mention: ['alice'], card: { lines: [{ text: 'rejected by bob' }] } });
    expect(keys).toEqual(['root', 'end']);
    const byHerself = postsOf({
      rollout: { state: 'dropped', reason: 'rejected by alice' },
      told: [{ type: 'rejected', person: 'alice' }],
    });
    expect(byHerself.keys).toEqual(['root']);
  });

  it('shows how far it is, how long it has taken and what is left', () => {
    const { card } = postsOf({ rollout: { plan: { ...plan, estimateMs: 600_000 } } }).post('root');
    expect(card.progress).toBeGreaterThan(0);
    expect(card.fields).toEqual([
      { name: 'left', value: 'about 9 min' },
      { name: 'batch', value: '1 of 3, canary' },
      { name: 'elapsed', value: '1 min' },
      { name: 'by', value: 'alice' },
      { name: 'approved by', value: 'bob' },
    ]);
    expect(card.lines?.slice(0, 2)).toEqual([
      { text: '1 asking · 2 to come' },
      { label: 'web-01', text: 'needs an answer', tone: 'warning' },
    ]);
    expect(card.buttons?.map(({ label }) => label)).toEqual(['Pause', 'Abort']);
    expect(card.buttons?.[1]).toHaveProperty('confirm');
  });

  it('looks the same within 15 s where nothing happened', () => {
    const later = (ms: number) => postsOf({ more: { now: new Date(now.getTime() + ms) } }).post('root').card;
    expect(later(2_900)).toEqual(later(0));
    expect(later(15_000)).not.toEqual(later(0));
  });

  it('says who paused it', () => {
    const { post } = postsOf({ rollout: { state: 'paused' }, told: [...failing, steered('pause')] });
    expect(texts(post('root'))?.[0]).toBe('Pause by bob at 14:06');
  });
});

describe('other messages', () => {
  it('a restart, members that a person took over, notes on the whole; nothing twice', () => {
    const { posts } = postsOf({
      told: [
        ...failing,
        { type: 'recovered', where: 'web-01 at deploy' },
        { type: 'handed-over', ...at, to: 'o5', person: 'carol', reason: 'kernel panic' },
        { type: 'note', text: 'not rolled back, as no earlier release is known: web-04' },
        { type: 'note', host: 'web-02', text: 'web-02 is left alone' },
      ],
    });
    const notes = posts.filter(({ key }) => key.startsWith('note/'));
    expect(notes.map(({ card }) => card.title)).toEqual([
      'taken up again after a restart (web-01 at deploy)',
      'web-01 stays out of lb1/web: carol took it out (o5: kernel panic), and it comes back with o5',
      'not rolled back, as no earlier release is known: web-04',
      'web-02 is left alone',
    ]);
  });

  it('a lock that somebody took away, for the requester, before all progress', () => {
    const from = { kind: 'rollout' as const, name: 'r12', reason: 'deploy v2', hold: 3 };
    const { posts } = postsOf({
      told: [...failing, { type: 'lock', action: 'stolen', person: 'bob', reason: 'it hangs', from }],
    });
    expect(posts.find(({ key }) => key.startsWith('note/'))).toMatchObject({
      rank: 'urgent',
      mention: ['alice'],
      card: { title: 'bob took the lock of web from r12: it hangs', tone: 'warning' },
    });
  });

  it('the end: who is left out and what to do, for the requester', () => {
    const hosts = [
      host('web-01', { outcome: 'left-out', reason: 'exit code 1' }),
      host('web-02', { outcome: 'done', outMs: 4000 }),
      host('web-03', { outcome: 'skipped', reason: 'stopped' }),
    ];
    const finished = { state: 'failed' as const, finishedAt: now, reason: 'left out: web-01' };
    const { post, keys } = postsOf({ hosts, rollout: finished });
    expect(keys.at(-1)).toBe('end');
    expect(post('end')).toMatchObject({ mention: ['alice'], card: { tone: 'bad' } });
    expect(texts(post('end'))).toEqual([
      'left out: web-01',
      'left out of service: exit code 1',
      'to see why, then to give it back: logs r12 web-01 · enable web web-01',
      'skipped: web-03',
      '1 host on v2, each back with its weight; out at most 4.0 s',
      'took 1 min 12 s',
    ]);
  });
});

describe('large rollouts', () => {
  const hosts = Array.from({ length: 60 }, (_, n) =>
    host(`h${n}`, { batch: Math.floor(n / 30), outcome: n < 20 ? 'done' : n === 20 ? 'asking' : 'pending' }),
  );
  const told: readonly EventBody[] = [
    { type: 'batch', batch: 0, name: 'batch 1', hosts: [] },
    { type: 'step', host: 'h20', step: 'deploy', attempt: 1 },
    { type: 'job', host: 'h20', attempt: 1 },
    { ...question, host: 'h20', text: 'exit 1' },
  ];

  it('share a message per batch that has begun; the question has the output', () => {
    const { keys, post } = postsOf({ hosts, told });
    expect(keys).toEqual(['root', 'batch/1', 'ask/h20/1', 'log/h20/1']);
    expect(post('batch/1').card).toEqual({
      title: 'batch 1 · 20 of 30 hosts done',
      tone: 'warning',
      lines: [
        { text: '20 done · 1 asking · 9 to come' },
        { label: 'h20', text: 'needs an answer', tone: 'warning' },
      ],
    });
    expect(texts(post('ask/h20/1'))).toEqual(['h20: exit 1', 'npm ERR! no space', 'exit 1']);
  });

  it('a batch that is through needs no names', () => {
    const done = hosts.map((each) => ({ ...each, outcome: 'done' as const }));
    expect(postsOf({ hosts: done, told }).post('batch/1').card).toEqual({
      title: 'batch 1 · 30 of 30 hosts done',
      tone: 'good',
      lines: [],
    });
  });
});
