import { describe, expect, it, vi } from 'vitest';
import { expireAll } from '../../src/intake/expiry.ts';
import { Failure } from '../../src/model/failure.ts';
import { keepStage } from '../workflow/keep-stage.ts';
import { minutes, overrideWhen, takeOut } from '../workflow/override-stage.ts';
import { allBack } from '../workflow/stage.ts';

const { open } = keepStage();
const oncall = { groups: [{ name: 'oncall', people: ['olga'] }] };

describe('who may', () => {
  const access = { deploy: ['dora'], disable: ['alice'], onCall: ['oncall'], onCallConfirms: true };

  it('ask, confirm, extend, weigh and enable is policy, of whoever clicks', async () => {
    const stage = await open({ ...oncall, access });
    for (const text of ['disable web b x', 'weight web b 3'])
      expect(await stage.say(text, 'dora')).toMatchObject({
        code: 'refused',
        card: { title: 'Only alice, oncall may change members of web.' },
      });
    const { override: id = '' } = await stage.say('disable web b kernel panic', 'alice');
    expect((await stage.say(`approve ${id}`, 'dora')).code).toBe('refused');
    expect((await stage.say(`reject ${id}`, 'dora')).code).toBe('refused');
    expect(stage.members()).toEqual(allBack);
    expect((await stage.say(`approve ${id}`, 'olga')).code).toBe('ok');
    await overrideWhen(stage, id, 'out');
    for (const text of [`extend ${id} 30m`, 'enable web b', 'enable web b --unverified'])
      expect((await stage.say(text, 'dora')).code).toBe('refused');
    expect(stage.members().b).toBe('50 drain');
    expect((await stage.say('enable web b', 'olga')).code).toBe('ok');
    await expect.poll(() => stage.members(), { timeout: 30_000 }).toEqual(allBack);
  });

  it('the on-call takes out at once where the policy waives the button, others do not', async () => {
    const stage = await open({ ...oncall, access: { ...access, onCallConfirms: false } });
    const asked = await stage.say('disable web b kernel panic', 'alice');
    expect(asked.card.buttons?.map(({ command }) => command)).toEqual([
      `approve ${asked.override}`,
      `reject ${asked.override}`,
    ]);
    expect(stage.members()).toEqual(allBack);
    const answer = await stage.say('disable web b kernel panic', 'olga');
    expect(answer.card.title).toContain('b is out of lb/web (weight 50 kept)');
    expect(stage.members().b).toBe('50 drain');
    // The first card is late now, and is told so.
    expect((await stage.say(`approve ${asked.override}`, 'alice')).card.title).toContain('by olga');
    await stage.say(`reject ${asked.override}`, 'alice');
    await stage.say('enable web b', 'olga');
    await overrideWhen(stage, answer.override ?? '', 'ended');
    expect(stage.members()).toEqual(allBack);
  });
});

describe('a click', () => {
  it('counts once: of two at once one takes out, the other is told who and when', async () => {
    const stage = await open();
    const { override: id = '' } = await stage.say('disable web b kernel panic');
    const answers = await Promise.all([
      stage.say(`approve ${id}`, 'bob'),
      stage.say(`approve ${id}`, 'carol'),
    ]);
    expect(answers.map(({ code }) => code).sort()).toEqual(['ok', 'refused']);
    const { approver = '' } = (await stage.store.overrides.get(id)) ?? {};
    const late = answers.find(({ code }) => code === 'refused');
    expect(late?.card.title).toMatch(new RegExp(`^${id} was confirmed by ${approver} at \\d\\d:\\d\\d`));
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('whose answer was lost gets it again, and changes nothing twice', async () => {
    const stage = await open();
    const { override: id = '' } = await stage.say('disable web b kernel panic', 'alice', 'typed');
    await stage.forgetAnswer('typed');
    expect((await stage.say('disable web b kernel panic', 'alice', 'typed')).override).toBe(id);
    await stage.say(`approve ${id}`, 'bob', 'click');
    await stage.forgetAnswer('click');
    expect((await stage.say(`approve ${id}`, 'bob', 'click')).card.title).toContain('b is out of');
    expect((await stage.story(id)).match(/taking-out/g)).toHaveLength(1);
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
  });

  it('that comes too late takes nothing out, whether the sweep was there or not', async () => {
    const stage = await open();
    const { override: first = '' } = await stage.say('disable web b kernel panic');
    const { override: second = '' } = await stage.say('disable web c kernel panic');
    stage.clock.ahead = 61_000;
    expect((await stage.say(`approve ${first}`)).card.title).toContain('has lapsed');
    await expireAll(stage.desk);
    expect(await stage.store.overrides.get(second)).toMatchObject({ state: 'dropped' });
    expect((await stage.say(`approve ${second}`)).code).toBe('refused');
    expect(stage.members()).toEqual(allBack);
  });
});

describe('what can not be', () => {
  it('is refused at once: no capacity, nobody of that name, a balancer that is silent', async () => {
    const stage = await open();
    expect((await stage.say('disable web bb kernel panic')).card.title).toContain('did you mean b?');
    for (const name of ['d', 'e']) stage.member(name).health = 'down';
    expect(await stage.say('disable web b kernel panic')).toMatchObject({
      code: 'refused',
      card: { title: expect.stringContaining('must keep 3') },
    });
    stage.balancer.fault('read', 1, new Failure('denied', 'lb/web', 'lb/web: permission denied'));
    expect((await stage.say('disable web b kernel panic')).code).toBe('failed');
    expect(await stage.store.overrides.unfinished()).toEqual([]);
  });

  it('is refused at the click where the pool can not spare it any more', async () => {
    const stage = await open();
    const { override: id = '' } = await stage.say('disable web b kernel panic');
    for (const name of ['d', 'e']) stage.member(name).health = 'down';
    const answer = await stage.say(`approve ${id}`);
    expect(answer).toMatchObject({
      code: 'refused',
      card: { title: expect.stringMatching(/^b was not taken out: .*must keep 3; nothing was changed$/) },
    });
    expect(stage.members()).toEqual(allBack);
    expect(await stage.store.custody.all()).toEqual([]);
  });

  it('two hosts on the same spare capacity: one of them is refused', async () => {
    const stage = await open({ strategy: { minInService: { count: 4 } } });
    const asked = [await stage.say('disable web b x'), await stage.say('disable web c x')];
    const answers = await Promise.all(asked.map(({ override }) => stage.say(`approve ${override}`)));
    expect(answers.map(({ code }) => code).sort()).toEqual(['ok', 'refused']);
    const out = (await stage.store.custody.all()).map(({ host }) => host);
    expect(out).toHaveLength(1);
    await stage.say(`enable web ${out[0]}`);
    await expect.poll(() => stage.members()).toEqual(allBack);
    await expect.poll(() => stage.store.overrides.unfinished()).toEqual([]);
  });
});

describe('weight', () => {
  it('is set in all pools, before and after are told, and everybody sees it', async () => {
    const stage = await open({ morePools: ['admin'] });
    const answer = await stage.say('weight web b 7');
    expect(answer).toMatchObject({ code: 'ok', open: true, card: { title: 'b of web has weight 7' } });
    expect(answer.card.lines?.map(({ text }) => text)).toEqual(['weight 50 → 7', 'weight 50 → 7']);
    expect([stage.members().b, stage.members('admin').b]).toEqual(['7 ready', '7 ready']);
  });

  it('out of range, or 0 where nobody can be spared, changes nothing', async () => {
    const stage = await open({ strategy: { minInService: { count: 5 } } });
    expect((await stage.say('weight web b 257')).card.title).toBe('lb/web takes weights from 0 to 256');
    expect((await stage.say('weight web b 0')).card.title).toContain('must keep 5');
    expect(stage.members()).toEqual(allBack);
  });

  it('that one pool refuses is told pool by pool, in the journal too', async () => {
    const stage = await open({ morePools: ['admin'] });
    stage.balancer.fault('setWeight', 2, new Failure('denied', 'lb/admin', 'permission denied'));
    const answer = await stage.say('weight web b 7');
    expect(answer).toMatchObject({
      code: 'failed',
      card: { title: 'The weight of b was not set to 7 in 1 of 2 pools' },
    });
    expect(answer.card.lines?.map(({ text }) => text)).toEqual([
      'weight 50 → 7',
      'not set: permission denied',
    ]);
    expect([stage.members().b, stage.members('admin').b]).toEqual(['7 ready', '50 ready']);
  });

  it('of a member that is out is what it gets back, and its balancer is left alone', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b kernel panic');
    const set = vi.spyOn(stage.balancer, 'setWeight');
    const answer = await stage.say('weight web b 7');
    expect(answer.card.title).toBe('b of web gets weight 7 when it comes back');
    expect(set).not.toHaveBeenCalled();
    expect(stage.members().b).toBe('50 drain');
    await stage.say('enable web b');
    await overrideWhen(stage, id, 'ended');
    expect(stage.members()).toEqual({ ...allBack, b: '7 ready' });
  });
});

describe('status', () => {
  it('of an override shows it as it stands, to those who may see its cluster', async () => {
    const groups = [{ name: 'oncall', people: ['olga'] }];
    const stage = await open({ access: { view: ['oncall'] }, groups });
    const id = await takeOut(stage, 'disable web b for 30m kernel panic', 'olga');
    const { code, card, override } = await stage.say(`status ${id}`, 'olga');
    expect({ code, override }).toEqual({ code: 'ok', override: id });
    expect(card.title).toContain(`${id} b of web`);
    expect(card.fields).toContainEqual({ name: 'why', value: 'kernel panic' });
    expect(card.buttons?.map(({ command }) => command)).toEqual([`extend ${id} 30m`, 'enable web b']);
    const hidden = await stage.say(`status ${id}`, 'eve');
    expect(hidden).toMatchObject({ code: 'wrong', card: { title: expect.stringContaining('no cluster') } });
    await stage.say('enable web b', 'olga');
    await overrideWhen(stage, id, 'ended');
    expect((await stage.say(`status ${id}`, 'olga')).card.buttons).toBeUndefined();
  });
});

describe('members and drained', () => {
  it('say who has it out, why, until when, what it gets back and what it is now', async () => {
    const stage = await open();
    const id = await takeOut(stage, 'disable web b for 30m kernel panic', 'olga');
    const b = (rows: readonly (readonly string[])[] = []) => rows.find((row) => row.includes('b'));
    const member = b((await stage.say('members web')).card.table?.rows);
    expect(member?.at(-1)).toMatch(
      new RegExp(`^${id} by olga until \\d\\d:\\d\\d \\(kernel panic\\); gets back weight 50, ready$`),
    );
    const { card } = await stage.say('drained');
    expect(b(card.table?.rows)).toEqual([
      'b',
      'lb/web',
      'weight 50, ready',
      'weight 50, drain, up',
      expect.stringMatching(/^\d\d:\d\d$/),
      expect.stringMatching(/^\d\d:\d\d$/),
      `${id} olga`,
      'kernel panic',
    ]);
    expect(card.lines).toEqual([{ label: `ends ${id}:`, text: 'enable web b' }]);
    stage.clock.ahead = minutes(31);
    await overrideWhen(stage, id, 'ended');
    expect((await stage.say('drained')).card.title).toBe('No member is held out of service');
  });
});
