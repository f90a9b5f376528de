import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { createDbosEngine } from '../../src/engine/dbos.ts';
import { storedAnswer } from '../../src/intake/answer-schema.ts';
import type { Desk } from '../../src/intake/desk.ts';
import { createIntake } from '../../src/intake/door.ts';
import { expireAll } from '../../src/intake/expiry.ts';
import { createStoreLock } from '../../src/lock/store/store-lock.ts';
import { Failure } from '../../src/model/failure.ts';
import { isFinal } from '../../src/model/rollout.ts';
import { createReport } from '../../src/report/follow.ts';
import { openEmbedded } from '../../src/store/database.ts';
import { createRequests } from '../../src/store/requests.ts';
import { createStore } from '../../src/store/store.ts';
import { bringBackWorkflow } from '../../src/workflow/bring-back.ts';
import { hostWorkflow } from '../../src/workflow/host.ts';
import { announceRecovery } from '../../src/workflow/recovery.ts';
import { rolloutWorkflow } from '../../src/workflow/rollout.ts';
import { createTurns, type Tools } from '../../src/workflow/tools.ts';
import { createFakeBalancer } from '../doubles/fake-balancer.ts';
import { createFakeDeployer } from '../doubles/fake-deployer.ts';

const weights = { a: 100, b: 50, c: 10, d: 1, e: 256 };
const pool = { id: 'lb/web', provider: 'lb', name: 'web' };
const makeWorld = (strategy = {}, access = {}) => {
  const balancer = createFakeBalancer({ web: Object.entries(weights).map(([name, weight]) => ({ name, weight })) });
  const deployer = createFakeDeployer();
  const cluster: any = { name: 'web', pools: [pool], hosts: Object.keys(weights).map((name) => ({ name, address: '127.0.0.1', members: [{ pool, member: name }] })),
    deploy: { kind: 'local', commands: ['deploy'], timeoutMs: 5000, env: {} }, verify: [],
    strategy: { batches: [{ count: 1 }], gate: 'probe', soakMs: 0, minInService: { count: 3 }, onFailure: 'pause', connections: { withinMs: 300, onTimeout: 'ask' }, poolHealthWithinMs: 300, capacityWithinMs: 300, ...strategy },
    access: { deploy: [], approve: [], approvals: 1, distinctApprover: false, ...access } };
  return { balancer, deployer, cluster };
};
async function boot(dir: string, world: ReturnType<typeof makeWorld>, hook: (tools: any) => void = () => undefined) {
  const database = await openEmbedded(dir);
  const store = createStore(database.db);
  const tools: any = { store, lock: createStoreLock(database.db), turns: createTurns(), pace: { patienceMs: 200, restorePatienceMs: 400, keepOutMs: 20 },
    cluster: (n: string) => (n === 'web' ? world.cluster : undefined), balancer: () => world.balancer, deployer: () => world.deployer,
    probes: () => [] } satisfies Tools as any;
  hook(tools);
  const engine = createDbosEngine(database.pool, { info: () => undefined, warn: () => undefined, error: () => undefined });
  const rollout = rolloutWorkflow(tools); const bringBack = bringBackWorkflow(tools);
  engine.register(hostWorkflow(tools)); engine.register(rollout); engine.register(bringBack);
  const clock = { ahead: 0 };
  const desk: Desk = { tools, clusters: [world.cluster], approvalExpiresMs: 60_000, now: () => new Date(Date.now() + clock.ahead),
    start: async (id) => void (await engine.start(rollout, id, { rollout: id })),
    bringBack: async (input, id) => (await engine.start(bringBack, id, input)).result() };
  // as assemble.launch does
  await announceRecovery(tools);
  await engine.launch();
  const queued = (await store.rollouts.unfinished()).filter(({ state }) => state === 'queued');
  for (const { id } of queued) await desk.start(id);
  const intake = createIntake(desk, createRequests(database.db, storedAnswer, desk.now));
  let n = 0;
  const say = (text: string, person = 'alice', id = `m${Math.random()}${++n}`) => intake.handle({ id, person, text });
  return { database, store, tools, engine, desk, say, clock,
    until: (id: string, wanted: (r: any) => boolean, ms = 15000) => store.changes.until(id, async () => { const r = await store.rollouts.get(id); return r && wanted(r) ? r : undefined; }, AbortSignal.timeout(ms), 50),
    members: () => Object.fromEntries((world.balancer.world.pools.get('web') ?? []).map(({ name, weight, state }) => [name, `${weight} ${state}`])),
    async close() { await engine.stop(); await database.close(); } };
}
const newDir = async () => { const dir = await mkdtemp(join(tmpdir(), 'rr-')); await cp(inject('templateDatabase'), dir, { recursive: true }); return dir; };
const never = new Promise<never>(() => undefined);

it('U1 killed between "prepare rollback" and "finish": rollback lost, cluster locked for ever', async () => {
  const dir = await newDir(); const world = makeWorld();
  let hang = false;
  let bot = await boot(dir, world, (tools) => {
    const record = tools.store.journal.record;
    tools.store.journal.record = async (e: any) => { const r = await record(e); if (e.key === 'r2-back/planned') { hang = true; await never; } return r; };
  });
  const d = async (t: string) => { const { rollout: id = '' } = await bot.say(t); await bot.say(`approve ${id}`); return id; };
  await bot.until(await d('deploy web v1'), (r) => isFinal(r.state));
  world.deployer.hosts.exitCodes.set('c', 7);
  const id = await d('deploy web v2');
  await bot.until(id, (r) => r.state === 'waiting');
  world.deployer.hosts.exitCodes.clear();
  await bot.say(`rollback ${id}`);
  await expect.poll(() => hang).toBe(true);
  await bot.close(); // the process is gone here: the step never ended
  bot = await boot(dir, world);
  await bot.until('r2', (r) => isFinal(r.state));
  await bot.until('r2-back', (r) => isFinal(r.state));
  await new Promise((r) => setTimeout(r, 1000));
  const r = await bot.store.rollouts.get('r2-back'); const holder = await bot.tools.lock.holder('web');
  console.log('U1', r?.state, r?.reason, 'holder', holder, bot.members(), (await bot.say('unlock web')).card.title, '|', (await bot.say('abort r2-back')).card.title, '|', (await bot.store.rollouts.get('r2'))?.reason);
  await bot.close();
  expect(r?.state).toBe('succeeded');
}, 60000);

it('U2 graceful stop in the middle of a deploy, then start', async () => {
  const dir = await newDir(); const world = makeWorld();
  let bot = await boot(dir, world);
  world.deployer.hosts.endless.add('b');
  const { rollout: id = '' } = await bot.say('deploy web v2'); await bot.say(`approve ${id}`);
  await expect.poll(() => world.deployer.hosts.ran).toContain('b v2');
  const t = performance.now(); await bot.close(); console.log('U2 stop took', performance.now() - t);
  world.deployer.hosts.endless.clear();
  await new Promise((r) => setTimeout(r, 500));
  bot = await boot(dir, world);
  const r = await bot.until(id, (x) => isFinal(x.state) || x.state === 'waiting');
  console.log('U2', r.state, r.reason, bot.members(), world.deployer.hosts.ran, (await bot.store.rollouts.hosts(id)).map((h) => `${h.host} ${h.outcome} ${h.reason ?? ''}`));
  await bot.close();
  expect(r.state).toBe('succeeded');
}, 60000);

it('U3 expiry sweep while an approval reads the balancer', async () => {
  const dir = await newDir(); const world = makeWorld();
  const bot = await boot(dir, world);
  const { rollout: id = '' } = await bot.say('deploy web v2');
  world.balancer.world.delayMs = 300;
  bot.clock.ahead = 59_900;
  const approving = bot.say(`approve ${id}`);
  await new Promise((r) => setTimeout(r, 150));
  bot.clock.ahead = 61_000;
  const updates: string[] = [];
  const following = (async () => { for await (const u of createReport(bot.store).follow(id, 0, AbortSignal.timeout(10_000))) updates.push(u.state + ' ' + (u.line?.text ?? '')); })();
  await expireAll(bot.desk);
  await following;
  const a = await approving;
  world.balancer.world.delayMs = 0;
  console.log('U3 follower saw', updates, '| answer', a.code, a.card.title);
  await new Promise((r) => setTimeout(r, 2500));
  console.log('U3 then', (await bot.store.rollouts.get(id))?.state, world.deployer.hosts.ran);
  await bot.close();
  expect(world.deployer.hosts.ran).toEqual([]);
}, 60000);

it('U4 connection lost in a deploy, retry: two jobs at once', async () => {
  const dir = await newDir(); const world = makeWorld();
  const bot = await boot(dir, world);
  const started: string[] = []; let lost = false;
  const { start, follow } = world.deployer;
  const dep: any = world.deployer;
  dep.start = async (h: any, j: any) => { started.push(j.id); return start(h, j); };
  dep.follow = async (h: any, o: any) => { if (h.host.name === 'b' && !lost) { lost = true; throw new Failure('unreachable', 'b', 'the connection to b broke'); } return follow(h, o); };
  const { rollout: id = '' } = await bot.say('deploy web v2'); await bot.say(`approve ${id}`);
  await bot.until(id, (r) => r.state === 'waiting');
  await bot.say(`retry ${id} b`);
  await bot.until(id, (r) => isFinal(r.state));
  console.log('U4', started.filter((s) => s.includes('.b.')));
  await bot.close();
  expect(started.filter((s) => s.includes('.b.')).length).toBe(1);
}, 60000);

it('U5 request asked again after a crash with approvals: 0', async () => {
  const dir = await newDir(); const world = makeWorld({}, { approvals: 0 });
  let bot = await boot(dir, world);
  const intake = createIntake(bot.desk, { answer: async () => undefined, keep: () => never });
  void intake.handle({ id: 'local:X', person: 'alice', text: 'deploy web v2' });
  await expect.poll(async () => (await bot.store.rollouts.get('r1'))?.state, { timeout: 8000 }).toBe('succeeded');
  await bot.close();
  bot = await boot(dir, world);
  const a = await bot.say('deploy web v2', 'alice', 'local:X');
  console.log('U5', a.rollout);
  if (a.rollout) await bot.until(a.rollout, (r) => isFinal(r.state));
  console.log('U5', world.deployer.hosts.ran);
  await bot.close();
  expect(a.rollout).toBe('r1');
}, 60000);

it('U6 NUL in what a host says', async () => {
  const dir = await newDir(); const world = makeWorld();
  const bot = await boot(dir, world, (tools) => { tools.probes = () => [{ name: 'p', patience: { withinMs: 50, intervalMs: 10, successes: 1 }, check: async () => ({ answer: 'no', reason: 'body was "\u0000bad"' }) }]; });
  const { rollout: id = '' } = await bot.say('deploy web v2'); await bot.say(`approve ${id}`);
  const r = await bot.until(id, (x) => isFinal(x.state) || x.state === 'waiting');
  console.log('U6', r.state, r.reason, bot.members().a, (await bot.store.rollouts.hosts(id))[0]);
  if (r.state === 'waiting') { await bot.say(`abort ${id}`); await bot.until(id, (x) => isFinal(x.state)); }
  await bot.close();
  expect(r.state).toBe('waiting');
}, 60000);

it('U7 one failed query and abort is deaf', async () => {
  const dir = await newDir(); const world = makeWorld();
  const bot = await boot(dir, world);
  world.deployer.hosts.endless.add('a');
  const { rollout: id = '' } = await bot.say('deploy web v2'); await bot.say(`approve ${id}`);
  await expect.poll(() => world.deployer.hosts.ran).toContain('a v2');
  const of = bot.store.steers.of; let failed = 0;
  (bot.store.steers as any).of = async (r: string) => { if (failed++ < 1) throw new Error('connection terminated'); return of(r); };
  await new Promise((r) => setTimeout(r, 1200));
  await bot.say(`abort ${id}`);
  await new Promise((r) => setTimeout(r, 3000));
  const state = (await bot.store.rollouts.get(id))?.state;
  console.log('U7 3 s after the abort:', state);
  world.deployer.hosts.endless.clear();
  await bot.until(id, (x) => isFinal(x.state));
  await bot.close();
  expect(state).toBe('aborted');
}, 60000);

it('U8 rollback clicked in the last moment', async () => {
  const dir = await newDir(); const world = makeWorld();
  const bot = await boot(dir, world);
  await (async () => { const { rollout: id = '' } = await bot.say('deploy web v1'); await bot.say(`approve ${id}`); await bot.until(id, (r) => isFinal(r.state)); })();
  let click: any; let n = 0;
  (world.deployer as any).release = async () => { if ((await bot.store.rollouts.hosts('r2')).every((h) => h.outcome === 'done') && n++ === 0) click = await bot.say('rollback r2'); };
  const { rollout: id = '' } = await bot.say('deploy web v2'); await bot.say(`approve ${id}`);
  const r = await bot.until(id, (x) => isFinal(x.state));
  console.log('U8 click answered', click?.code, click?.card.title, '| end', r.state, r.reason, '| back:', await bot.store.rollouts.get('r2-back'), Object.fromEntries(world.deployer.hosts.releases));
  await bot.close();
  expect(await 0).toBe(0);
}, 60000);
