import { afterEach, expect, it } from 'vitest';
import { isFinal } from '../../src/model/rollout.ts';
import { Failure } from '../../src/model/failure.ts';
import { allBack, openStage, type Stage, type StageOptions } from '../workflow/stage.ts';

let stage: Stage;
const open = async (options?: StageOptions) => { stage = await openStage(options); return stage; };
afterEach(() => stage.close());
const ended = (id: string) => stage.until(id, ({ state }) => isFinal(state));
const asking = (id: string) => stage.until(id, ({ state }) => state === 'waiting');
const outcomes = async (id: string) => Object.fromEntries((await stage.store.rollouts.hosts(id)).map(({ host, outcome, reason }) => [host, `${outcome}${reason ? `: ${reason}` : ''}`]));
const member = (name: string) => { const m = stage.balancer.world.pools.get('web')?.find((x) => x.name === name); if (!m) throw new Error(); return m; };
const trace = async (id: string) => (await stage.store.journal.after(id, 0)).map(({ body }) => JSON.stringify(body)).join('\n');
const leaveOutB = async () => {
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2');
  await asking(id);
  await stage.say(`skip ${id} b`);
  await ended(id);
  expect(stage.members().b).toBe('50 drain');
  return id;
};

it('T1a skip of a left-out host in the next rollout must not give suspect code traffic', async () => {
  await open();
  await leaveOutB();
  stage.deployer.hosts.onRun = async (host) => { if (host === 'a') console.log('T1a skip said', (await stage.say('skip r2 b')).card.title); };
  const id = await stage.deploy('deploy web v3');
  await ended(id);
  console.log('T1a', stage.members(), await outcomes(id), stage.deployer.hosts.ran);
  expect(stage.members().b).toBe('50 drain');
});

it('T1b rollback over a left-out host that is unreachable must not put it in service', async () => {
  await open();
  await ended(await stage.deploy('deploy web v1'));
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2');
  await asking(id);
  stage.deployer.hosts.unreachable.add('b');
  await stage.say(`rollback ${id}`);
  await stage.until(`${id}-back`, ({ state }) => state === 'waiting');
  console.log('T1b while it asks:', stage.members(), await outcomes(`${id}-back`));
  const m = stage.members().b;
  await stage.say(`abort ${id}-back`);
  await ended(`${id}-back`);
  console.log('T1b after', stage.members(), await outcomes(`${id}-back`));
  expect(m).toBe('50 drain');
});

it('T2 onFailure rollback: a failing rollback must not be rolled back forever', async () => {
  await open({ strategy: { onFailure: 'rollback' } });
  await ended(await stage.deploy('deploy web v1'));
  stage.deployer.hosts.exitCodes.set('c', 1);
  await stage.deploy('deploy web v2');
  await new Promise((r) => setTimeout(r, 5000));
  const all = await stage.store.rollouts.history('web', 50);
  console.log('T2', all.map((r) => `${r.id.slice(0, 40)}${r.id.length} ${r.state}`), stage.deployer.hosts.ran.slice(5));
  stage.deployer.hosts.exitCodes.delete('c');
  await new Promise((r) => setTimeout(r, 1500));
  expect(all.length).toBeLessThan(4);
});

it('T3 capacity after a balancer that forgot the drains', async () => {
  await open({ strategy: { batches: [{ percent: 100 }], capacityWithinMs: 20_000 } });
  (stage.tools.pace as { keepOutMs: number }).keepOutMs = 1_000; // production default
  let lowest = 5;
  stage.balancer.onChange(() => { lowest = Math.min(lowest, Object.values(stage.members()).filter((t) => t.endsWith('ready')).length); });
  let runs = 0;
  stage.deployer.hosts.onRun = async () => {
    runs += 1;
    if (runs === 2) { for (const m of stage.balancer.world.pools.get('web') ?? []) m.state = 'ready'; }
    await new Promise((r) => setTimeout(r, 2500));
  };
  await ended(await stage.deploy('deploy web v2'));
  console.log('T3 lowest', lowest, 'of minInService 3');
  expect(lowest).toBeGreaterThanOrEqual(3);
});

it('T5 let-go key collision', async () => {
  await open();
  await leaveOutB();
  member('b').state = 'ready'; // given back by hand
  stage.deployer.hosts.exitCodes.delete('b');
  const { rollout: id = '' } = await stage.say('deploy web v3 --hosts b');
  member('d').health = 'down'; member('e').health = 'down';
  let a = await stage.say(`approve ${id}`);
  if (a.code !== 'ok') a = await stage.say(`approve ${id}`);
  await asking(id);
  await stage.say(`skip ${id} b`);
  await ended(id);
  console.log('T5', stage.members(), await outcomes(id), await stage.store.custody.all(), (await stage.store.rollouts.get(id))?.state);
  expect(await stage.store.custody.all()).toEqual([]);
});

it('T6 enable after a failed enable', async () => {
  await open();
  const id = await leaveOutB();
  stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
  await stage.say('enable web b');
  stage.verdicts.delete('b');
  console.log('T6', (await stage.say('enable web b')).card.title, await outcomes(id), stage.members().b);
  expect((await outcomes(id)).b).toContain('done');
});

it('T7 retry after verify-in-pool, then snapshot fails', async () => {
  await open();
  stage.deployer.hosts.onRun = (h) => { if (h === 'b') member('b').health = 'down'; };
  const id = await stage.deploy('deploy web v2');
  await asking(id);
  console.log('T7 q', (await stage.store.rollouts.questions(id))[0]?.text, stage.members().b);
  stage.deployer.hosts.unreachable.add('b');
  await stage.say(`retry ${id} b`);
  await stage.until(id, () => true);
  await expect.poll(async () => (await stage.store.rollouts.questions(id))[0]?.text ?? '').toContain("can't be reached");
  await stage.say(`skip ${id} b`);
  const end = await ended(id);
  console.log('T7', end.state, end.reason, stage.members().b, await outcomes(id));
  expect((await outcomes(id)).b).not.toContain('stays out of its pools');
});

it('T8 restart of hosts with unknown release, then rollback', async () => {
  await open();
  const { rollout: r1 = '' } = await stage.say('restart web');
  await stage.say(`approve ${r1}`); await ended(r1);
  const id = await stage.deploy('deploy web v2'); await ended(id);
  const rb = await stage.say('rollback web');
  console.log('T8', rb.card.title, stage.deployer.hosts.ran);
  expect(rb.card.title).not.toContain('unknown');
});

it('T9 rollback asked while the balancer is silent for 4 s', async () => {
  await open();
  await ended(await stage.deploy('deploy web v1'));
  stage.deployer.hosts.exitCodes.set('c', 7);
  const id = await stage.deploy('deploy web v2');
  await asking(id);
  for (let i = 1; i < 60; i += 1) stage.balancer.fault('read', i, new Failure('unreachable', 'lb', 'lb does not answer'));
  await stage.say(`rollback ${id}`);
  const end = await ended(id);
  stage.balancer.heal();
  console.log('T9', end.state, end.reason, (await stage.store.rollouts.get(`${id}-back`))?.state, await outcomes(id));
  expect(await stage.store.rollouts.get(`${id}-back`)).toBeDefined();
});

it('T10 a person lock taken while their own enable runs is lost', async () => {
  await open();
  await leaveOutB();
  let release: () => void = () => undefined;
  const held = new Promise<void>((r) => { release = r; });
  const probes = stage.tools.probes;
  let started = false;
  (stage.tools as { probes: unknown }).probes = (c: never) => probes(c).map((p) => ({ ...p, patience: { withinMs: 5000, intervalMs: 10, successes: 1 }, check: async () => { started = true; await held; return { answer: 'yes' as const }; } }));
  const enabling = stage.say('enable web b');
  await expect.poll(() => started).toBe(true);
  const locked = await stage.say('lock web "db migration"');
  release();
  await enabling;
  console.log('T10', locked.code, locked.card.title, '-> holder:', await stage.tools.lock.holder('web'));
  expect((await stage.tools.lock.holder('web'))?.reason).toBe('db migration');
});

it('T12 an approver may reject', async () => {
  await open({ access: { approve: ['carol'], deploy: ['alice'] } });
  const { rollout: id } = await stage.say('deploy web v2');
  const a = await stage.say(`reject ${id}`, 'carol');
  console.log('T12', a.card.title);
  expect(a.code).toBe('ok');
});

it('T14 approval keys A-B-A', async () => {
  await open({ access: { approvals: 2 } });
  const { rollout: id = '' } = await stage.say('deploy web v2');
  await stage.say(`approve ${id}`, 'alice');
  member('d').weight = 7;
  await stage.say(`approve ${id}`, 'bob');
  member('d').weight = 1;
  await stage.say(`approve ${id}`, 'bob');
  const a = await stage.say(`approve ${id}`, 'alice');
  const r = await stage.store.rollouts.get(id);
  console.log('T14', a.code, a.card.title, r?.approvers, r?.state);
  expect(r?.approvers).toEqual(['alice']);
});

it('T15 a balancer that forgets while the host asks / verifies', async () => {
  await open();
  stage.deployer.hosts.exitCodes.set('b', 7);
  const id = await stage.deploy('deploy web v2');
  await asking(id);
  member('b').state = 'ready';
  await new Promise((r) => setTimeout(r, 1500));
  const d = await stage.say('drained');
  const m = stage.members().b;
  console.log('T15', m, JSON.stringify(d.card.table?.rows), (await stage.say(`status ${id}`)).card.lines);
  await stage.say(`abort ${id}`);
  console.log('T15 end', (await ended(id)).reason, stage.members().b, await outcomes(id));
  expect(m).toBe('50 drain');
});

it('T16 canary that was skipped', async () => {
  await open({ strategy: { canary: { count: 1 }, gate: 'person' } });
  stage.deployer.hosts.exitCodes.set('a', 7);
  const id = await stage.deploy('deploy web v2');
  await asking(id);
  await stage.say(`skip ${id} a`);
  await expect.poll(async () => (await stage.store.rollouts.questions(id))[0]?.text ?? '').toContain('canary');
  const text = (await stage.store.rollouts.questions(id))[0]?.text;
  console.log('T16', text, await outcomes(id));
  await stage.say(`abort ${id}`); await ended(id);
  expect(text).not.toContain('is on v2');
});

it('T17 restore fails, skip: verified host stays out as suspect', async () => {
  await open();
  await ended(await stage.deploy('deploy web v1'));
  stage.deployer.hosts.onRun = (h) => { if (h === 'b') for (let i = 1; i < 40; i += 1) stage.balancer.fault('apply', i, new Failure('unreachable', 'lb', 'lb does not answer')); };
  const id = await stage.deploy('deploy web v2');
  await asking(id);
  stage.balancer.heal();
  await stage.say(`abort ${id}`);
  await ended(id);
  console.log('T17', stage.members().b, await outcomes(id));
  expect(stage.members().b).toBe('50 ready');
});

it('T18 onTimeout abort with onFailure pause', async () => {
  await open({ strategy: { connections: { withinMs: 50, onTimeout: 'abort' } } });
  member('b').connections = 2;
  const id = await stage.deploy('deploy web v2');
  const r = await stage.until(id, ({ state }) => state === 'waiting' || isFinal(state));
  console.log('T18', r.state);
  await stage.say(`abort ${id}`); await ended(id);
  expect(r.state).toBe('aborted');
});

it('T19 operator moves a weight 50-60-50-60 while b waits for capacity', async () => {
  await open({ strategy: { capacityWithinMs: 30_000 } });
  const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
  member('d').health = 'down'; member('e').health = 'down';
  let a = await stage.say(`approve ${id}`);
  if (a.code !== 'ok') a = await stage.say(`approve ${id}`);
  const saved = async () => (await stage.store.custody.of('lb/web', 'b'))?.saved.weight;
  await expect.poll(saved).toBe(50);
  member('b').weight = 60; await expect.poll(saved).toBe(60);
  member('b').weight = 50; await expect.poll(saved).toBe(50);
  member('b').weight = 60; await new Promise((r) => setTimeout(r, 800));
  member('d').health = 'up'; member('e').health = 'up';
  await ended(id);
  console.log('T19', stage.members().b);
  expect(stage.members().b).toBe('60 ready');
});
