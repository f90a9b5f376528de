import { describe, expect, it, vi } from 'vitest';
import { expireAll } from '../../src/intake/expiry.ts';
import { keepStage } from '../workflow/keep-stage.ts';
import { allBack } from '../workflow/stage.ts';

const { open } = keepStage();
const soon = { timeout: 30_000 };

describe('a plan that lapses', () => {
  it('while it is being approved is either approved or lapsed, and not both', async () => {
    const stage = await open();
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    const { read } = stage.balancer;
    let reading: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      reading = resolve;
    });
    const spy = vi.spyOn(stage.balancer, 'read').mockImplementationOnce(async (pool) => {
      await held;
      return read(pool);
    });
    const approving = stage.say(`approve ${id}`);
    await expect.poll(() => spy.mock.calls.length, soon).toBe(1);
    // In time when it came, too late when the sweep comes.
    stage.clock.ahead = 61_000;
    const sweep = expireAll(stage.desk);
    // More than the sweep would need, if it did not wait for the approval.
    for (let n = 0; n < 20; n += 1) await stage.store.rollouts.get(id);
    reading();
    expect((await approving).code).toBe('ok');
    await sweep;
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(await stage.story(id)).not.toContain('nobody approved it in time');
    expect(stage.members()).toEqual(allBack);
  });

  it('never runs, whoever approves or starts it, and keeps its state', async () => {
    const stage = await open();
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    stage.clock.ahead = 61_000;
    const [answer] = await Promise.all([stage.say(`approve ${id}`), expireAll(stage.desk)]);
    expect(answer.code).toBe('refused');
    await stage.desk.start(id);
    const entry = { rollout: id, cluster: 'web', key: `${id}/late` };
    await stage.store.journal.record({ ...entry, body: { type: 'state', state: 'running' } });
    // Whatever was started has had its time, as a rollout after it runs to its end.
    stage.clock.ahead = 0;
    await stage.ended(await stage.deploy('deploy web v3 --hosts c'));
    expect(await stage.store.rollouts.get(id)).toMatchObject({
      state: 'dropped',
      reason: 'nobody approved it in time',
    });
    expect(stage.deployer.hosts.ran).toEqual(['c v3']);
  });
});

it('approvals count for the plan that is shown, also where it is one that was shown before', async () => {
  const stage = await open({ access: { approvals: 2 } });
  const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
  const approvers = async () => (await stage.store.rollouts.get(id))?.approvers;
  expect((await stage.say(`approve ${id}`, 'alice')).code).toBe('ok');
  stage.member('b').weight = 7;
  expect((await stage.say(`approve ${id}`, 'bob')).code).toBe('refused');
  stage.member('b').weight = 50;
  expect((await stage.say(`approve ${id}`, 'bob')).code).toBe('refused');
  expect(await approvers()).toEqual([]);
  expect((await stage.say(`approve ${id}`, 'alice')).code).toBe('ok');
  expect(await approvers()).toEqual(['alice']);
  expect((await stage.say(`approve ${id}`, 'bob')).code).toBe('ok');
  expect((await stage.ended(id)).state).toBe('succeeded');
});

describe('a rejection', () => {
  it('may come from an approver who may not deploy, and from nobody else', async () => {
    const stage = await open({ access: { approve: ['carol'], deploy: ['alice'] } });
    const { rollout: id = '' } = await stage.say('deploy web v2');
    expect((await stage.say(`reject ${id}`, 'mallory')).code).toBe('refused');
    expect((await stage.say(`reject ${id}`, 'carol')).code).toBe('ok');
    expect(await stage.ended(id)).toMatchObject({ state: 'dropped', reason: 'rejected by carol' });
  });

  it('counts for the plan that was seen', async () => {
    const stage = await open();
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    const seen = (await stage.store.rollouts.get(id))?.plan.hash.slice(0, 12);
    stage.member('b').weight = 7;
    expect((await stage.say(`approve ${id}`)).code).toBe('refused');
    expect((await stage.say(`reject ${id} ${seen}`)).card.title).toContain('not the one that you saw');
    const now = (await stage.store.rollouts.get(id))?.plan.hash.slice(0, 12);
    expect((await stage.say(`reject ${id} ${now}`)).code).toBe('ok');
    expect(await stage.ended(id)).toMatchObject({ state: 'dropped' });
  });
});

describe('a click on Approve', () => {
  it('that comes late is told who decided, and when', async () => {
    const stage = await open();
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    await stage.say(`approve ${id}`, 'bob');
    await stage.ended(id);
    expect((await stage.say(`approve ${id}`, 'carol')).card.title).toMatch(
      new RegExp(`^${id} does not wait for approval: approved by bob at \\d\\d:\\d\\d \\(succeeded\\)$`, 'u'),
    );
    const { rollout: no = '' } = await stage.say('deploy web v3 --hosts b');
    await stage.say(`reject ${no}`, 'bob');
    expect((await stage.say(`approve ${no}`, 'carol')).card.title).toContain('rejected by bob at ');
  });

  it('that is given once more is told so, and how the rollout stands', async () => {
    const stage = await open();
    stage.deployer.hosts.exitCodes.set('b', 7);
    const id = await stage.deploy('deploy web v2 --hosts b');
    await stage.asked(id);
    for (const verb of ['approve', 'reject']) {
      const answer = await stage.say(`${verb} ${id}`);
      expect(answer.code).toBe('refused');
      expect(answer.card.title).toMatch(/: approved by alice at \d\d:\d\d \(waiting for an answer\)$/u);
    }
    await stage.say(`abort ${id}`);
    await stage.ended(id);
  });

  it('is answered alike when it comes again, also while another one is waited for', async () => {
    const stage = await open({ access: { approvals: 2 } });
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    expect((await stage.say(`approve ${id}`, 'bob', 'click-1')).code).toBe('ok');
    await stage.forgetAnswer('click-1');
    expect((await stage.say(`approve ${id}`, 'bob', 'click-1')).code).toBe('ok');
    expect(await stage.store.rollouts.get(id)).toMatchObject({
      state: 'awaiting-approval',
      approvers: ['bob'],
    });
    expect((await stage.say(`approve ${id}`, 'bob', 'click-2')).card.title).toContain(
      'You approved this already',
    );
    await stage.say(`reject ${id}`);
  });

  it('counts for whoever is in a group that may, once for each', async () => {
    const groups = [{ name: 'leads', people: ['bob', 'carol'] }];
    const stage = await open({ access: { approve: ['leads'], approvals: 2 }, groups });
    const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
    expect((await stage.say(`approve ${id}`, 'eve')).card.title).toBe('Only leads may approve for web.');
    const [one, other] = await Promise.all([
      stage.say(`approve ${id}`, 'bob'),
      stage.say(`approve ${id}`, 'carol'),
    ]);
    expect([one.code, other.code]).toEqual(['ok', 'ok']);
    expect((await stage.ended(id)).approvers.toSorted()).toEqual(['bob', 'carol']);
  });
});

it('lets an override lapse that nobody confirmed in time, and no other', async () => {
  const stage = await open();
  const { journal, overrides } = stage.store;
  for (const id of ['o901', 'o902']) {
    const body = {
      type: 'override' as const,
      person: 'bob',
      host: 'b',
      members: [],
      reason: 'kernel',
      request: id,
    };
    await journal.record({ cluster: 'web', rollout: id, key: id, body });
  }
  const out = { type: 'override-state' as const, state: 'out' as const };
  await journal.record({ cluster: 'web', rollout: 'o902', key: 'o902/out', body: out });
  await expireAll(stage.desk);
  expect(await overrides.get('o901')).toMatchObject({ state: 'awaiting-approval' });
  stage.clock.ahead = 61_000;
  await expireAll(stage.desk);
  expect(await overrides.get('o901')).toMatchObject({
    state: 'dropped',
    note: 'nobody confirmed it in time',
  });
  expect(await overrides.get('o902')).toMatchObject({ state: 'out' });
});
