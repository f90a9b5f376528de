import { describe, expect, it } from 'vitest';
import { rolloutPosts } from '../../src/report/posts/posts.ts';
import { keepStage } from './keep-stage.ts';
import { overrideWhen, takeOut } from './override-stage.ts';
import { backWith, type Stage, type StageOptions } from './stage.ts';

const kept = keepStage();
const ports = [':80', ':443'];
const whole = backWith(ports);
const open = (options: StageOptions = {}) =>
  kept.open({
    ports,
    morePools: ['admin'],
    ...options,
    strategy: { minInService: { count: 6 }, ...options.strategy },
  });

/** What happened to the host, in order. */
function heard({ balancer }: Stage, host: string): string[] {
  const changes: string[] = [];
  balancer.onChange(({ op, pool, member }) => {
    if (member.startsWith(host)) changes.push(`${op} ${pool} ${member}`);
  });
  return changes;
}

const expectWhole = async (stage: Stage) => {
  expect(stage.members()).toEqual(whole);
  expect(stage.members('admin')).toEqual(whole);
  expect(await stage.store.custody.all()).toEqual([]);
};

describe('a host that is in two pools on two ports', () => {
  it('leaves all of them in order, and is back in reverse with each weight of its own', async () => {
    const stage = await open();
    const changes = heard(stage, 'a');
    const id = await stage.deploy('deploy web v2');
    expect((await stage.ended(id)).state).toBe('succeeded');
    const out = ['web a:80', 'web a:443', 'admin a:80', 'admin a:443'];
    expect(changes).toEqual([
      ...out.map((each) => `drain ${each}`),
      ...out.toReversed().map((each) => `apply ${each}`),
    ]);
    await expectWhole(stage);
  });

  it('goes by steps on each of them, and says which is where', async () => {
    const stage = await open({ strategy: { ramp: { steps: [10], pauseMs: 60_000, probe: true } } });
    const id = await stage.deploy('deploy web v2 --hosts a');
    await expect
      .poll(async () => (await stage.store.rollouts.host(id, 'a')).stepping?.percent, { timeout: 10_000 })
      .toBe(10);
    const rollout = await stage.store.rollouts.get(id);
    if (!rollout) throw new Error('it is gone');
    const posts = rolloutPosts({
      rollout,
      hosts: await stage.store.rollouts.hosts(id),
      entries: await stage.store.journal.after(id, 0),
      now: new Date(),
      access: stage.cluster.access,
      tailOf: () => [],
      logOf: async () => ({ name: 'log', text: '' }),
    });
    const post = posts.find(({ key }) => key === 'host/a');
    expect(post?.card.title).toContain('lb/web a:80 10 of 100');
    expect(post?.card.buttons).toMatchObject([{ label: 'Drain again', command: `redrain ${id} a` }]);
    expect(JSON.stringify(post?.card.lines)).toContain(
      'lb/web a:80 (weight 100, ready kept), lb/web a:443 (weight 99',
    );
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    await expectWhole(stage);
  });

  it('is planned, listed and taken out as one', async () => {
    const stage = await open({ strategy: { maxOut: { count: 1 }, minInService: { count: 8 } } });
    const plan = await stage.say('deploy web v2 --batch 2 --plan');
    const rows = plan.card.table?.rows.map((row) => row.join('|'));
    expect(rows?.slice(0, 4)).toEqual([
      'batch 1|a|→ v2|lb/web a:80|weight 100, ready',
      '|||lb/web a:443|weight 99, ready',
      '|||lb/admin a:80|weight 100, ready',
      '|||lb/admin a:443|weight 99, ready',
    ]);
    expect(JSON.stringify(plan.card.lines)).toContain('Batches of 2 are taken 1 at a time');
    const id = await takeOut(stage, 'disable web a:443 for 30m reason');
    expect(Object.values(stage.members()).filter((text) => text.endsWith('drain'))).toHaveLength(2);
    const drained = await stage.say('drained');
    expect(drained.card.table?.rows).toHaveLength(4);
    const members = await stage.say('members web');
    expect(members.card.table?.rows.filter((row) => row.join().includes(`${id} by alice`))).toHaveLength(4);
    expect((await stage.say('disable web b reason')).card.title).toContain('b:80 can');
    await stage.say('enable web a:80');
    await overrideWhen(stage, id, 'ended');
    await expectWhole(stage);
  });

  it('can’t go at all where its pool can’t spare as many members as it has', async () => {
    const stage = await open({ strategy: { minInService: { count: 9 } } });
    const answer = await stage.say('deploy web v2');
    expect(answer.card.title).toContain('so no host with its 2 of them may be taken out');
  });

  it('comes back on all ports after it was left out, with what it had', async () => {
    const stage = await open();
    stage.deployer.hosts.exitCodes.set('a', 7);
    const id = await stage.deploy('deploy web v2 --hosts a');
    await stage.asked(id);
    await stage.say(`skip ${id} a`);
    await stage.ended(id);
    expect(await stage.store.custody.all()).toHaveLength(4);
    stage.deployer.hosts.exitCodes.delete('a');
    expect((await stage.ended(await stage.deploy('deploy web v3 --hosts a'))).state).toBe('succeeded');
    await expectWhole(stage);
  });
});
