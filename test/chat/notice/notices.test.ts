import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNotices, type NoticesOptions } from '../../../src/chat/notice/notices.ts';
import { Secret } from '../../../src/model/secret.ts';
import { createBoard } from '../../../src/report/board-of-store.ts';
import { createNoticeBoard } from '../../../src/report/notices.ts';
import type { Language } from '../../../src/text/language.ts';
import { type NoticeReceiver, startNoticeReceiver } from '../../doubles/notice-receiver.ts';
import { keepStage } from '../../workflow/keep-stage.ts';
import type { Stage } from '../../workflow/stage.ts';

const { open } = keepStage();
const soon = { timeout: 30_000 };
let receiver: NoticeReceiver;
let notices: ReturnType<typeof createNotices> | undefined;
let logged: string[] = [];
beforeEach(async () => {
  logged = [];
  receiver = await startNoticeReceiver();
});
afterEach(async () => {
  await notices?.stop();
  await receiver.stop();
});

const targets = () => [
  {
    name: 'group',
    kind: 'dingtalk' as const,
    url: new Secret(receiver.robotUrl),
    secret: new Secret(receiver.robotSecret),
  },
  {
    name: 'hook',
    kind: 'webhook' as const,
    url: new Secret(receiver.webhookUrl),
    secret: new Secret(receiver.webhookSecret),
  },
];

/** One process that leads from the start. */
const lead: NoticesOptions['lead'] = (_key, led) => {
  void led.begin();
  return { isMine: () => true, stop: () => led.end() };
};
const log = {
  info: () => undefined,
  warn: (text: string) => void logged.push(text),
  error: (text: string) => void logged.push(text),
};
const fast = { channelMs: 5, lookMs: 50, settleMs: 20, backOffMs: 20, backOffMostMs: 100, shutMs: 60_000 };

async function begin(
  { store, desk }: Stage,
  of: NoticesOptions['targets'] = targets(),
  language?: Language,
): Promise<void> {
  const board = createNoticeBoard(
    createBoard(store, (name) => desk.clusters.find((each) => each.name === name)),
    store,
  );
  notices = createNotices({
    targets: of,
    ...(language && { language }),
    board,
    installation: '5f9b9b41',
    log,
    lead,
    pace: fast,
  });
  await notices.start();
}

const isHook = ({ headers }: NoticeReceiver['taken'][number]) => headers['x-rollout-id'] !== undefined;
const events = () => receiver.taken.filter(isHook).map(({ body }) => body);
const said = () =>
  receiver.taken
    .filter((each) => !isHook(each))
    .map(({ body }) => (body.markdown as { text: string }).text.split('\n')[0]);
const bylines = () =>
  receiver.taken
    .filter((each) => !isHook(each))
    .map(({ body }) => (body.markdown as { text: string }).text.split('\n\n')[1]);
const states = () => events().map(({ state }) => state);

const opened = (clusters?: readonly string[]) =>
  open({ notices: ['group', 'hook'].map((name) => ({ name, ...(clusters && { clusters }) })) });

describe('who is only told', () => {
  it('hears of every state of a rollout, in order, once: a robot in words, a webhook as a signed event', async () => {
    const stage = await opened();
    await begin(stage);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.ended(id);
    const all = ['awaiting-approval', 'queued', 'running', 'succeeded'];
    await expect.poll(states, soon).toEqual(all);
    await expect.poll(() => said().length, soon).toBe(all.length);
    expect(said().at(-1)).toContain(`✅ ${id} deploy web`);
    expect(events().at(-1)).toMatchObject({
      type: 'rollout.succeeded',
      rollout: id,
      cluster: 'web',
      does: 'deploy',
      release: 'v2',
      requester: 'alice',
    });
    expect(new Set(events().map((event) => event.id)).size).toBe(all.length);
    expect(receiver.refused).toEqual([]);
  });

  it('hears of overrides too', async () => {
    const stage = await opened();
    await begin(stage);
    const { override: id = '' } = await stage.say('disable web b kernel panic');
    await stage.say(`approve ${id}`);
    await expect.poll(states, soon).toContain('out');
    await stage.say('enable web b');
    await expect.poll(states, soon).toContain('ended');
    expect(events().at(-1)).toMatchObject({
      type: 'override.ended',
      override: id,
      host: 'b',
      reason: 'kernel panic',
    });
  });

  it('hears nothing of other clusters, nor has a robot’s text any markup of people’s', async () => {
    const stage = await opened(['other']);
    await begin(stage);
    await stage.ended(await stage.deploy('deploy web v2 --hosts b'));
    expect(await stage.store.threads.open('notice')).toEqual([]);
    expect(receiver.taken).toEqual([]);
    const second = await open({ notices: [{ name: 'group' }] });
    await notices?.stop();
    await begin(second);
    const { rollout = '' } = await second.say('deploy web "v2](http://evil)@all"');
    await second.say(`reject ${rollout}`);
    await expect.poll(() => said().length, soon).toBeGreaterThan(0);
    expect(said()[0]).toContain('v2\\](http://evil)＠all');
  });
});

describe('who reads Chinese', () => {
  it('is told in Chinese; another one in the installation’s language, and programs always alike', async () => {
    const stage = await opened();
    const [group, hook] = targets();
    if (!group || !hook) throw new Error('there are two');
    await begin(stage, [group, { ...hook, language: 'en' as const }], 'zh-CN');
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    await stage.say(`reject ${id}`);
    await expect.poll(states, soon).toContain('dropped');
    await expect.poll(() => said().length, soon).toBe(2);
    expect(said()[0]).toMatch(/等待批准/);
    expect(bylines()).toEqual(['由 alice 要求', '由 alice 要求']);
    expect(events().map(({ text }) => String(text))).not.toContainEqual(
      expect.stringMatching(/\p{Script=Han}/u),
    );
    expect(events()[0]).toMatchObject({
      type: 'rollout.awaiting-approval',
      does: 'deploy',
      requester: 'alice',
    });
  });
});

describe('who does not answer', () => {
  it('is told later, with the same id where it may have been taken; nothing is lost', async () => {
    const stage = await opened();
    receiver.next.push('hang up', 'hang up', 'take and hang up', 'take and hang up', 503, 503);
    await begin(stage);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.ended(id);
    await expect
      .poll(() => new Set(states()), soon)
      .toEqual(new Set(['awaiting-approval', 'queued', 'running', 'succeeded']));
    const ids = new Map<unknown, unknown>();
    for (const { state, id: of } of events()) {
      expect(ids.get(state) ?? of).toBe(of);
      ids.set(state, of);
    }
    expect(receiver.refused).toEqual([]);
  });

  it('and says no for good is told of in the log, without its secrets, and holds up nobody', async () => {
    const stage = await opened();
    await begin(
      stage,
      targets().map((target) =>
        target.name === 'group' ? { ...target, secret: new Secret('SECwrong') } : target,
      ),
    );
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.ended(id);
    await expect.poll(states, soon).toContain('succeeded');
    await expect.poll(() => receiver.refused, soon).toContain('sign not match');
    await expect.poll(() => logged.join(), soon).toContain('310000');
    expect(logged.join()).not.toMatch(/SECwrong|f00d/);
    expect(said()).toEqual([]);
  });
});
