import { expect, it } from 'vitest';
import { type Jobs, realJobs } from './broken-connection.ts';
import { keepStage } from './keep-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open } = keepStage();
const out = '100 drain';

/** The connection breaks while the job of v2 runs on a, and the bot asks. */
async function asking(): Promise<{ stage: Stage; jobs: Jobs; id: string }> {
  const stage = await open({ pace: { patienceMs: 100 } });
  const jobs = await realJobs(stage);
  await stage.ended(await stage.deploy('deploy web v1 --hosts a'));
  const id = await stage.deploy('deploy web v2 --hosts a');
  await expect.poll(jobs.said).toContain(`begin ${id} v2`);
  jobs.breakOff();
  await stage.asked(id);
  return { stage, jobs, id };
}

/** Left out with its job under way, as nobody could reach it. */
async function leftRunning(): Promise<{ stage: Stage; jobs: Jobs; id: string }> {
  const all = await asking();
  await all.stage.say(`abort ${all.id}`);
  await all.stage.ended(all.id);
  return all;
}

const reasonOn = async ({ store }: Stage, id: string) => (await store.rollouts.host(id, 'a')).reason;
/** What `enable` comes to, however long that takes on a machine with much to do. */
const enable = ({ desk }: Stage, rollout: string, request: string, anyway?: true) =>
  desk.bringBack({ cluster: 'web', host: 'a', rollout, person: 'alice', request, ...(anyway && { anyway }) });

const unended = 'what may still run on it was not ended: the connection to a broke';

it('a rollout that is stopped where the connection broke ends its job', async () => {
  const { stage, jobs, id } = await asking();
  jobs.mend();
  await stage.say(`rollback ${id}`);
  expect((await stage.ended(`${id}-back`)).state).toBe('succeeded');
  expect(await jobs.atLast()).not.toContain(`end ${id} v2`);
  expect((await jobs.said()).at(-1)).toBe(`end ${id}-back v1`);
  expect(await reasonOn(stage, id)).not.toContain('was not ended');
  expect(stage.members()).toEqual(allBack);
});

it('says what it could not end, and the next rollout ends it before it orders anything', async () => {
  const { stage, jobs, id } = await leftRunning();
  expect(await reasonOn(stage, id)).toContain(unended);
  jobs.mend();
  const next = await stage.deploy('deploy web v1 --hosts a');
  expect((await stage.ended(next)).state).toBe('succeeded');
  expect(await jobs.atLast()).not.toContain(`end ${id} v2`);
  expect(stage.members()).toEqual(allBack);
});

it('`enable` leaves the host out while it can not tell, and ends the job when it can', async () => {
  const { stage, jobs, id } = await leftRunning();
  expect(await enable(stage, id, 'first')).toBe(`a was not brought back: ${unended}`);
  expect(stage.members().a).toBe(out);
  jobs.mend();
  expect(await enable(stage, id, 'second')).toBe('a is back, exactly as it was');
  expect(await jobs.atLast()).not.toContain(`end ${id} v2`);
});

it('`enable --unverified` gives it back all the same, and says what may run there', async () => {
  const { stage, jobs, id } = await leftRunning();
  expect(await enable(stage, id, 'anyway', true)).toBe(`a is back, exactly as it was; ${unended}`);
  expect(stage.members()).toEqual(allBack);
  expect(await reasonOn(stage, id)).toContain('brought back by alice, not verified');
  await jobs.atLast();
});

it('what a person took out comes back when the job that runs there is ended', async () => {
  const { stage, jobs, id } = await leftRunning();
  const { override = '' } = await stage.say('disable web a for 30m kernel panic');
  await stage.say(`approve ${override}`);
  await stage.say('enable web a');
  const stateOf = async () => stage.store.overrides.get(override);
  await expect.poll(stateOf).toMatchObject({ state: 'asking', note: unended });
  expect(stage.members().a).toBe(out);
  jobs.mend();
  await stage.say('enable web a');
  await expect.poll(async () => (await stateOf())?.state).toBe('ended');
  expect(await jobs.atLast()).not.toContain(`end ${id} v2`);
  expect(stage.members()).toEqual(allBack);
});
