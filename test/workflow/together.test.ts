import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/model/failure.ts';
import { isOver } from '../../src/model/override.ts';
import { createBoard } from '../../src/report/board-of-store.ts';
import { keepStage } from './keep-stage.ts';
import { minutes, overrideWhen } from './override-stage.ts';
import { allBack, backWith, type Stage, type StageOptions } from './stage.ts';

const kept = keepStage();
const place = { chat: 'slack', channel: 'C1' } as const;
let last: Stage | undefined;
afterEach(async ({ task }) => {
  if (last && task.result?.state !== 'fail') await tidy(last);
});
const open = async (options: StageOptions = {}): Promise<Stage> => {
  last = await kept.open({ places: [place], ...options });
  return last;
};
const restart = async (): Promise<Stage> => {
  last = await kept.restart();
  return last;
};

/** What a test leaves out comes back, so that the bot has nothing to do in the next one's world. */
async function tidy(stage: Stage): Promise<void> {
  for (const { id, host } of await group(stage)) {
    const state = (await stage.store.overrides.get(id))?.state;
    if (state === 'dropped') continue;
    await stage.say(state === 'awaiting-approval' ? `reject ${id}` : `enable web ${host} --unverified`);
    await overrideWhen(stage, id, ({ state: now }) => isOver(now));
  }
}

const idOf = async (stage: Stage, text: string, request?: string): Promise<string> => {
  const { override, card } = await stage.say(text, 'alice', request);
  if (override === undefined) throw new Error(card.title);
  return override;
};
const group = async (stage: Stage) => stage.store.overrides.unfinished('web');
const allOut = async (stage: Stage) => {
  for (const { id } of await group(stage)) await overrideWhen(stage, id, 'out');
};

describe('several hosts taken out at once', () => {
  it('share one card and one click, and are overrides of their own from then on', async () => {
    const stage = await open({ strategy: { minInService: { count: 2 } } });
    const asked = await stage.say('disable web b,c for 30m kernel panic');
    expect(asked.card.title).toContain('b, c of web · awaiting confirmation');
    expect(asked.card.lines?.map(({ text }) => text)).toEqual([
      'weight 50, ready; leaves 3 of 5 in service (at least 2 wanted)',
      'weight 10, ready; leaves 3 of 5 in service (at least 2 wanted)',
    ]);
    expect(asked.card.buttons?.[0]).toMatchObject({ command: `approve ${asked.override}` });
    const board = createBoard(
      stage.store,
      () => undefined,
      () => new Date(),
    );
    expect((await board.open('slack')).map(({ subject }) => subject)).toEqual([asked.override]);

    const answer = await stage.say(`approve ${asked.override}`, 'bob');
    expect(answer.card.title).toBe('2 hosts are taken out');
    await allOut(stage);
    expect(stage.members()).toEqual({ ...allBack, b: '50 drain', c: '10 drain' });
    const [first, second] = await group(stage);
    if (!first || !second) throw new Error('they are not two');
    expect([first, second].map(({ host, leader, approver }) => [host, leader, approver])).toEqual([
      ['b', first.id, 'bob'],
      ['c', first.id, 'bob'],
    ]);
    expect((await board.open('slack')).map(({ subject }) => subject).sort()).toEqual(
      [first.id, second.id].sort(),
    );

    await stage.say(`extend ${second.id} 30m`);
    stage.clock.ahead += minutes(31);
    await overrideWhen(stage, first.id, 'ended');
    expect(stage.members()).toEqual({ ...allBack, c: '10 drain' });
    await stage.say('enable web c');
    await overrideWhen(stage, second.id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('are refused all where one of them is one too many, and nothing is begun', async () => {
    const stage = await open({ strategy: { minInService: { count: 3 } } });
    const answer = await stage.say('disable web a,b,c reason');
    expect(answer).toMatchObject({
      code: 'refused',
      card: {
        title: "c can't be taken out beside a, b: lb/web has 5 of 5 members in service and must keep 3",
      },
    });
    expect(await group(stage)).toEqual([]);
    expect((await stage.say('disable web a,x reason')).card.title).toContain('no host or member x');
    expect((await stage.say('disable web a,aa reason')).card.title).toContain('did you mean a?');
    expect(await group(stage)).toEqual([]);
  });

  it('count by hosts where only so many members may be out', async () => {
    const strategy = { minInService: { count: 0 }, maxOut: { count: 1 } };
    const stage = await open({ strategy, ports: [':80', ':443'] });
    expect((await stage.say('disable web a:80,b reason')).card.title).toContain('may have 2');
    await stage.say(`approve ${await idOf(stage, 'disable web a:80,a:443 reason')}`);
    await allOut(stage);
    expect(stage.members()).toEqual({
      ...backWith([':80', ':443']),
      'a:80': '100 drain',
      'a:443': '99 drain',
    });
  });

  it('are refused all at the click, where one can’t be spared any more', async () => {
    const stage = await open({ strategy: { minInService: { count: 3 } } });
    const id = await idOf(stage, 'disable web b,c reason');
    stage.member('a').health = 'down';
    const answer = await stage.say(`approve ${id}`);
    expect(answer).toMatchObject({ code: 'refused', card: { title: '2 hosts were not taken out' } });
    expect(JSON.stringify(answer.card.lines)).toContain('must keep 3; nothing was changed');
    expect(stage.members()).toEqual(allBack);
    expect(await stage.store.custody.all()).toEqual([]);
    expect(await group(stage)).toEqual([]);
  });

  it('are rejected together, and lapse together', async () => {
    const stage = await open({ strategy: { minInService: { count: 2 } } });
    const id = await idOf(stage, 'disable web b,c reason');
    await stage.say(`reject ${id}`);
    expect(await group(stage)).toEqual([]);
    const late = await idOf(stage, 'disable web b,c reason');
    stage.clock.ahead += minutes(5);
    expect((await stage.say(`approve ${late}`)).card.title).toContain('has lapsed');
    expect(stage.members()).toEqual(allBack);
  });

  it('are asked for once, and confirmed once, however often it is said', async () => {
    const stage = await open({ strategy: { minInService: { count: 2 } } });
    const first = await idOf(stage, 'disable web b,c reason', 'same');
    await stage.forgetAnswer('same');
    expect(await idOf(stage, 'disable web b,c reason', 'same')).toBe(first);
    expect(await group(stage)).toHaveLength(2);
    expect((await stage.say(`approve ${first}`, 'alice', 'click')).code).toBe('ok');
    await stage.forgetAnswer('click');
    expect((await stage.say(`approve ${first}`, 'alice', 'click')).code).toBe('ok');
    expect((await stage.say(`approve ${first}`)).code).toBe('refused');
    await allOut(stage);
    expect(stage.members()).toEqual({ ...allBack, b: '50 drain', c: '10 drain' });
  });

  it('are out, all of them, also where the bot died right after the click', async () => {
    const stage = await open({ strategy: { minInService: { count: 2 } } });
    const id = await idOf(stage, 'disable web b,c reason');
    for (let n = 1; n <= 100; n += 1)
      stage.balancer.fault('drain', n, new Failure('unreachable', 'lb/web', 'lb/web is silent'));
    await stage.say(`approve ${id}`);
    const second = await restart();
    second.balancer.heal();
    await allOut(second);
    expect(second.members()).toEqual({ ...allBack, b: '50 drain', c: '10 drain' });
    await second.say('enable web b,c');
    await expect.poll(() => second.members(), { timeout: 10_000 }).toEqual(allBack);
  });
});

describe('several hosts brought back at once', () => {
  it('come back by one command, each by itself', async () => {
    const stage = await open({ strategy: { minInService: { count: 2 } } });
    await stage.say(`approve ${await idOf(stage, 'disable web b,c reason')}`);
    await allOut(stage);
    stage.verdicts.set('c', { answer: 'no', reason: 'HTTP 500' });
    const answer = await stage.say('enable web b,c');
    expect(answer.code).toBe('failed');
    expect(answer.card.lines?.map(({ text }) => text)).toEqual([
      'b: back in service, exactly as it was',
      expect.stringContaining('c stays out: c: probe: HTTP 500'),
    ]);
    expect(stage.members()).toEqual({ ...allBack, c: '10 drain' });
    stage.verdicts.delete('c');
    await stage.say('enable web c');
    await expect.poll(() => stage.members()).toEqual(allBack);
  });

  it('are all left where one of them is not out', async () => {
    const stage = await open();
    await stage.say(`approve ${await idOf(stage, 'disable web b reason')}`);
    await allOut(stage);
    expect((await stage.say('enable web b,c')).card.title).toContain('c is not held out of web');
    expect(stage.members().b).toBe('50 drain');
    expect(await stage.store.overrides.wishes((await group(stage))[0]?.id ?? '', 0)).toEqual([]);
  });

  it('may be those that a rollout left out, one after the other under its lock', async () => {
    const stage = await open({ strategy: { batches: [{ count: 2 }] } });
    for (const host of ['b', 'c']) stage.deployer.hosts.exitCodes.set(host, 7);
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    await expect
      .poll(async () => (await stage.store.rollouts.questions(id)).length, { timeout: 20_000 })
      .toBe(2);
    for (const host of ['b', 'c']) await stage.say(`skip ${id} ${host}`);
    await stage.ended(id);
    const answer = await stage.say('enable web b,c');
    expect(answer.code).toBe('ok');
    await expect.poll(() => stage.members(), { timeout: 20_000 }).toEqual(allBack);
    await expect.poll(() => stage.store.custody.all()).toEqual([]);
  });
});

describe('a weight for several hosts at once', () => {
  it('is set for all of them, in all pools and on all ports, with one answer', async () => {
    const stage = await open({ morePools: ['admin'], ports: [':80', ':443'] });
    const answer = await stage.say('weight web a,b:80 7');
    expect(answer.card.title).toBe('a, b of web have weight 7');
    expect(answer.card.lines).toHaveLength(8);
    expect(answer.card.lines?.[1]).toEqual({ label: 'lb/web a:443', text: 'weight 99 → 7' });
    for (const pool of ['web', 'admin'])
      expect(stage.members(pool)).toMatchObject({
        'a:80': '7 ready',
        'a:443': '7 ready',
        'b:80': '7 ready',
        'b:443': '7 ready',
        'c:80': '10 ready',
      });
  });

  it('is what each of them gets back where it is out, on every port', async () => {
    const stage = await open({ ports: [':80', ':443'] });
    await stage.say(`approve ${await idOf(stage, 'disable web a reason')}`);
    await allOut(stage);
    await stage.say('weight web a 7');
    await stage.say('enable web a');
    await expect
      .poll(() => stage.members(), { timeout: 10_000 })
      .toEqual({ ...backWith([':80', ':443']), 'a:80': '7 ready', 'a:443': '7 ready' });
  });

  it('is refused for all where 0 would take one too many out', async () => {
    const stage = await open();
    expect((await stage.say('weight web a,b,c 0')).code).toBe('refused');
    expect((await stage.say('weight web a,x 5')).code).toBe('wrong');
    expect(stage.members()).toEqual(allBack);
    expect((await stage.say('weight web a,b 0')).code).toBe('ok');
    expect(stage.members()).toMatchObject({ a: '0 ready', b: '0 ready' });
  });
});
