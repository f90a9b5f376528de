import { describe, expect, it } from 'vitest';
import { keepStage } from '../workflow/keep-stage.ts';
import { overrideWhen, takeOut } from '../workflow/override-stage.ts';
import { hang } from '../workflow/recovery-stage.ts';
import { allBack, type Stage } from '../workflow/stage.ts';

const { open, restart } = keepStage();

/** b fails, is skipped, and the rollout ends. */
async function leaveOut(stage: Stage, hosts = 'b'): Promise<string> {
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy(`deploy web v2 --hosts ${hosts}`);
  await stage.asked(id);
  await stage.say(`skip ${id} b`);
  await stage.ended(id);
  stage.deployer.hosts.exitCodes.clear();
  return id;
}

const rows = async (stage: Stage, person?: string) =>
  ((await stage.say('doctor', person)).card.table?.rows ?? []).map((row) => row.join(' | '));

describe('drained', () => {
  it('gives the command that brings back what a rollout left out, which does', async () => {
    const stage = await open({ morePools: ['admin'] });
    await leaveOut(stage);
    const { card } = await stage.say('drained');
    expect(card.title).toBe('2 members held out of service');
    expect(card.lines).toEqual([{ label: 'give back:', text: 'enable web b' }]);
    expect(card.buttons).toEqual([{ label: 'Enable web b', command: 'enable web b' }]);
    await stage.say(card.buttons?.[0]?.command ?? '');
    expect([stage.members(), stage.members('admin')]).toEqual([allBack, allBack]);
    expect((await stage.say('drained')).card.title).toBe('No member is held out of service');
  });

  it('offers none while somebody works on it', async () => {
    const stage = await open();
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    const override = await takeOut(stage, 'disable web e for 30m kernel panic');
    const { card } = await stage.say('drained');
    expect(card.title).toBe('2 members held out of service');
    expect(card.lines).toEqual([{ label: `ends ${override}:`, text: 'enable web e' }]);
    expect(card.buttons).toBeUndefined();
    await stage.say('enable web e');
    await overrideWhen(stage, override, 'ended');
    await stage.say(`abort ${id}`);
    await stage.ended(id);
  });

  it('says that a balancer serves what is held, and settles it: compared, and exactly the weight that it had', async () => {
    const stage = await open();
    await leaveOut(stage);
    Object.assign(stage.member('b'), { weight: 37, state: 'ready' });
    const { card } = await stage.say('drained');
    expect(card.title).toBe('1 member in service although held');
    expect(card.table?.rows[0]?.[3]).toBe('IN SERVICE, weight 37, up: not by us');
    expect(card.lines).toEqual([{ label: 'settle:', text: 'enable web b (it gets exactly what it was)' }]);
    expect((await stage.say('enable web b')).card.title).toBe('b is back, exactly as it was');
    expect(stage.members()).toEqual(allBack);
    expect(await stage.store.custody.all()).toEqual([]);
  });

  it('is not held up by a balancer that is silent', async () => {
    const stage = await open();
    await leaveOut(stage);
    stage.balancer.world.delayMs = 600_000;
    const { card } = await stage.say('drained');
    stage.balancer.world.delayMs = 0;
    expect(card.table?.rows[0]?.[3]).toBe('lb/web does not answer');
    expect(card.lines).toEqual([{ label: 'give back:', text: 'enable web b' }]);
  });
});

it('members: names what is out, and not by us', async () => {
  const stage = await open();
  await leaveOut(stage);
  stage.member('c').weight = 0;
  stage.member('d').state = 'maint';
  const { card } = await stage.say('members web');
  const notes = Object.fromEntries((card.table?.rows ?? []).map((row) => [row[1], row.at(-1)]));
  expect(notes).toMatchObject({ a: '', c: 'out, not by us', d: 'out, not by us' });
  expect(notes.b).toContain('gets back weight 50, ready');
  expect(card.lines?.map(({ label }) => label)).toEqual(['out, not by us:']);
});

describe('doctor', () => {
  it('finds nothing where nothing is', async () => {
    const stage = await open();
    const { card } = await stage.say('doctor');
    expect(card).toMatchObject({ title: 'Nothing is wrong: 1 thing looked at', tone: 'good' });
    expect(await rows(stage)).toEqual([
      'ok | journal | all clusters | nothing is under way, held out, locked or asked | ',
    ]);
  });

  it('names who works on what, what waits and since when, and is not alarmed by it', async () => {
    const stage = await open();
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    const override = await takeOut(stage, 'disable web e kernel panic');
    stage.member('d').state = 'maint';
    const { card } = await stage.say('doctor');
    expect(card).toMatchObject({
      title: 'Nothing is wrong: 4 things looked at, 1 waits for a person',
      tone: 'warning',
    });
    const found = await rows(stage);
    expect(found[0]).toMatch(
      new RegExp(
        `^ask \\| question \\| ${id} b \\| since \\d\\d:\\d\\d: b: the deploy failed with exit code 7 in command 1 of 1 \\| $`,
      ),
    );
    expect(found.slice(1)).toEqual([
      'note | member | d in lb/web | out, not by us: weight 1, maint | ',
      `ok | rollout | ${id} | ${id} deploy web v2 · waiting for an answer; the bot works on it | `,
      `ok | override | ${override} | e of web out of service: kernel panic | `,
    ]);
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    await stage.say('enable web e');
    await overrideWhen(stage, override, 'ended');
  });

  it('finds what was left out, and gives the command that mends it', async () => {
    const stage = await open();
    const id = await leaveOut(stage);
    const { card } = await stage.say('doctor');
    expect(card).toMatchObject({ title: '1 of 1 thing wrong', tone: 'bad' });
    expect(card.buttons).toEqual([{ label: 'Enable web b', command: 'enable web b' }]);
    const [row] = await rows(stage);
    expect(row).toMatch(
      new RegExp(
        `^NO \\| member \\| b in lb/web \\| left out by ${id} since \\d\\d:\\d\\d; lb/web says weight 50, drain, was weight 50, ready; b: the deploy failed with exit code 7 in command 1 of 1; its code is suspect, so it stays out of its pools \\| enable web b$`,
      ),
    );
    stage.member('b').state = 'ready';
    expect((await rows(stage))[0]).toContain(`IN SERVICE, although ${id} left it out since`);
  });

  it('finds a lock whose rollout has ended, and `unlock` mends it', async () => {
    const stage = await open();
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.ended(id);
    await stage.tools.lock.acquire('web', { kind: 'rollout', name: id, reason: 'deploy v2' });
    const [row] = await rows(stage);
    expect(row).toMatch(
      /^NO \| lock \| web \| held by r\d+ since \d\d:\d\d \(deploy v2\), and r\d+ has ended \| unlock web$/,
    );
    await stage.say('unlock web');
    await stage.say('lock web moving house', 'bob');
    expect((await rows(stage))[0]).toMatch(
      /^note \| lock \| web \| held by bob since \d\d:\d\d \(moving house\) \| $/,
    );
  });

  it('finds locks and custody that contradict what holds them', async () => {
    let stage = await open();
    const id = await stage.deploy('deploy web v2 --hosts b');
    const hung = await hang(stage, 'b', 'verify');
    const holder = await stage.tools.lock.holder('web');
    await stage.tools.lock.steal('web', { kind: 'person', name: 'carol', reason: 'mine' });
    const held = {
      type: 'held' as const,
      host: 'c',
      pool: 'lb/web',
      member: 'c',
      saved: { weight: 10, state: 'ready' as const },
    };
    for (const rollout of [id, 'r999']) {
      const member = rollout === id ? 'c' : 'd';
      const body = { ...held, host: member, member };
      await stage.store.journal.record({ rollout, cluster: 'web', key: `test/${rollout}`, body });
      await stage.store.custody.markChanging('lb/web', member);
    }
    const found = (await rows(stage)).filter((row) => row.startsWith('NO'));
    expect(found).toEqual([
      `NO | lock | web | ${id} is running, and carol (mine) has the lock: it changes nothing more | `,
      `NO | member | c in lb/web | held out by ${id}, for which the host is none of its own; lb/web says weight 10, ready, was weight 10, ready | `,
      'NO | member | d in lb/web | held for r999, which nobody knows; lb/web says weight 1, ready, was weight 10, ready | ',
    ]);
    expect(holder?.name).toBe(id);
    stage = await restart();
    hung.letGo(stage);
    await stage.ended(id);
  });

  it('finds a rollout that no process works on', async () => {
    const stage = await open();
    const desk = stage.desk as { workers: () => Promise<ReadonlyMap<string, string>> };
    const { workers } = desk;
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    desk.workers = async () => new Map();
    expect((await rows(stage))[0]).toBe(
      `NO | rollout | ${id} | ${id} deploy web v2 · waiting for an answer; no process of the bot works on it: start one | `,
    );
    desk.workers = workers;
    await stage.say(`abort ${id}`);
    await stage.ended(id);
  });

  it('does not take what is just changing for a contradiction', async () => {
    const stage = await open();
    const looks: string[][] = [];
    const id = await stage.deploy('deploy web v2');
    const end = stage.ended(id);
    for (let over = false; !over; ) {
      looks.push(await rows(stage));
      over = await Promise.race([
        end.then(() => true),
        new Promise<false>((resolve) => setTimeout(resolve, 1, false)),
      ]);
    }
    expect(looks.flat().filter((row) => row.startsWith('NO'))).toEqual([]);
    expect(looks.length).toBeGreaterThan(1);
  });

  it('tells everybody only of what they may see', async () => {
    const stage = await open({ access: { view: ['alice'] } });
    await leaveOut(stage);
    expect(await rows(stage, 'mallory')).toEqual([
      'ok | journal | all clusters | nothing is under way, held out, locked or asked | ',
    ]);
    expect((await rows(stage, 'alice'))[0]).toContain('left out by');
  });
});
