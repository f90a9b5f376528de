import { afterEach, expect, it } from 'vitest';
import { createDbosEngine } from '../../src/engine/dbos.ts';
import type { Engine, Flow, Workflow } from '../../src/engine/engine.ts';
import { openDatabase } from '../store/open.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: console.error };
type Opened = Awaited<ReturnType<typeof openDatabase>>;

let database: Opened | undefined;
let engine: Engine | undefined;
afterEach(async () => {
  await engine?.stop();
  await database?.close();
  engine = undefined;
  database = undefined;
});

/** The bot with this workflow, on the database that its predecessor left. */
async function launched(run: (flow: Flow) => Promise<string>): Promise<Workflow<null, string>> {
  database ??= await openDatabase();
  await engine?.stop();
  engine = createDbosEngine(database.pool, quiet, 'rollout');
  const workflow = { name: 'work', run };
  engine.register(workflow);
  await engine.launch();
  return workflow;
}

const ran: string[] = [];
const step = (flow: Flow, name: string) => flow.step(name, async () => void ran.push(name));

it('goes on by the old way where it passed the change already, and by the new one where it did not', async () => {
  const stuck = () => new Promise<void>(() => undefined);
  const old = await launched(async (flow) => {
    await step(flow, 'drain');
    await step(flow, 'deploy');
    await flow.step('verify', stuck);
    return 'old';
  });
  await engine?.start(old, 'before', null);
  await expect.poll(() => ran).toEqual(['drain', 'deploy']);
  const changed = await launched(async (flow) => {
    await step(flow, 'drain');
    const isNew = await flow.patched('warm-up-before-deploy');
    if (isNew) await step(flow, 'warm up');
    await step(flow, 'deploy');
    await step(flow, 'verify');
    return isNew ? 'new' : 'old';
  });
  const before = await engine?.start(changed, 'before', null);
  expect(await before?.result()).toBe('old');
  expect(ran).toEqual(['drain', 'deploy', 'verify']);
  const after = await engine?.start(changed, 'after', null);
  expect(await after?.result()).toBe('new');
  expect(ran.slice(3)).toEqual(['drain', 'warm up', 'deploy', 'verify']);
});

it('lets a step that runs end when it stops, begins no other, and goes on with that one', async () => {
  const done: string[] = [];
  let letEnd: () => void = () => undefined;
  const run = async (flow: Flow) => {
    await flow.step('long', async () => {
      await new Promise<void>((resolve) => {
        letEnd = resolve;
      });
      done.push('long');
    });
    await flow.step('next', async () => void done.push('next'));
    return 'ended';
  };
  const workflow = await launched(run);
  await engine?.start(workflow, 'upgrade', null);
  await expect.poll(() => letEnd).not.toBeUndefined();
  await expect.poll(async () => (await engine?.underWay())?.get('rollout')).toContain('upgrade');
  const stopping = engine?.stop(30_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  letEnd();
  await stopping;
  expect(done).toEqual(['long']);
  const again = await launched(run);
  expect(await (await engine?.start(again, 'upgrade', null))?.result()).toBe('ended');
  expect(done).toEqual(['long', 'next']);
});
