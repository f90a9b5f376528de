import { expect, test } from 'vitest';
import { createLookup } from '../../src/intake/lookup.ts';
import { Failure } from '../../src/model/failure.ts';
import { keepStage } from '../workflow/keep-stage.ts';
import type { Stage } from '../workflow/stage.ts';

const { open } = keepStage();
const soon = { timeout: 30_000 };

const homeText = async (stage: Stage, person = 'alice') =>
  JSON.stringify(await createLookup(stage.desk).home(person));

test('people see the clusters that they may see, by name or by group, and nobody sees any as a group', async () => {
  const stage = await open({
    access: { view: ['alice', 'oncall'] },
    groups: [{ name: 'oncall', people: ['carol'] }],
  });
  const lookup = createLookup(stage.desk);
  expect(await lookup.clusters('alice')).toEqual(['web']);
  expect(await lookup.clusters('carol')).toEqual(['web']);
  expect(await lookup.clusters('bob')).toEqual([]);
  expect(await lookup.clusters('oncall')).toEqual([]);
  expect(await homeText(stage, 'bob')).toContain('There is no cluster that you may see');
  expect(await lookup.releases('bob', 'web')).toEqual([]);
});

test('releases come newest first, each once, without restarts', async () => {
  const stage = await open({ access: { approvals: 0 } });
  for (const line of [
    'deploy web v1 --hosts a',
    'deploy web v2 --hosts a',
    'restart web --hosts a',
    'deploy web v1 --hosts a',
  ]) {
    const { rollout = '', card } = await stage.say(line);
    expect(rollout, card.title).not.toBe('');
    await stage.ended(rollout);
  }
  const lookup = createLookup(stage.desk);
  expect(await lookup.releases('alice', 'web')).toEqual(['v1', 'v2']);
  expect(await lookup.releases('alice', 'other')).toEqual([]);
  expect(lookup.needsApproval('web')).toBe(false);
});

test('the home tells what runs where, a rollout with its answers, and what it left out', async () => {
  const stage = await open();
  expect(createLookup(stage.desk).needsApproval('web')).toBe(true);
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2 --hosts a,b');
  await stage.asked(id);
  const during = await homeText(stage);
  expect(during).toContain('v2 on 1 host, nobody knows what on 4');
  expect(during).toContain(`${id} deploy web`);
  expect(during).toContain(`"retry ${id} b"`);
  expect(during).toContain('4 of 5 in service');
  expect(during).not.toContain('"deploy web"');
  expect(during).not.toContain('locked by');
  await stage.say(`abort ${id}`);
  await stage.ended(id);
  await expect.poll(() => stage.tools.lock.holder('web'), soon).toBeUndefined();
  const after = await homeText(stage);
  expect(after).toContain('held out of service: b (see `drained`)');
  expect(after).toContain('"deploy web"');
});

test('locks and freezes are told with who and why', async () => {
  const stage = await open();
  await stage.say('lock web database migration', 'bob');
  await stage.say('freeze web audit week', 'carol');
  const text = await homeText(stage);
  expect(text).toContain('web is locked by bob (database migration)');
  expect(text).toContain('web is frozen by carol (audit week)');
});

test('a load balancer that does not answer hides nothing else', async () => {
  const stage = await open();
  stage.balancer.fault('read', 1, new Failure('unreachable', 'lb/web', 'lb/web does not answer'));
  const text = await homeText(stage);
  expect(text).toContain('could not be read: lb/web does not answer');
  expect(text).toContain('nobody knows what on 5 hosts');
});
