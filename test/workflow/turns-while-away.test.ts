import { expect, it } from 'vitest';
import { keepStage } from './keep-stage.ts';
import { goesAfterRestore } from './redis-away.ts';
import { allBack, type Stage } from './stage.ts';

const { open } = keepStage();
/** Hosts wait for capacity here, however slow the machine is. */
const capacityWithinMs = 60_000;

const waits = (stage: Stage, id: string, host: string) =>
  expect
    .poll(() => stage.story(id), { timeout: 30_000 })
    .toContain(`${host} waits, and nothing new is taken out`);

/** Holds the host's probe until it is let go of. */
function held(stage: Stage, host: string): () => void {
  let letGo = (): void => undefined;
  const waiting = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  stage.probing.onCheck = async (each) => {
    if (each === host) await waiting;
  };
  return letGo;
}

it('one host waits for Redis to be drained: another one that is out is given back', async () => {
  const stage = await open({ strategy: { batches: [{ count: 3 }], capacityWithinMs } });
  const letGo = held(stage, 'b');
  const redis = goesAfterRestore(stage, 'a');
  const id = await stage.deploy('deploy web v2 --hosts a,b,c');
  await waits(stage, id, 'c');
  expect(stage.members()).toMatchObject({ b: expect.stringContaining('drain'), c: allBack.c });
  letGo();
  await expect.poll(() => stage.members()).toEqual(allBack);
  redis.returns();
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(stage.members()).toEqual(allBack);
});

it('one host waits for Redis to be drained: a person takes out another one, and then it waits for capacity', async () => {
  const stage = await open({ strategy: { minInService: { count: 4 }, capacityWithinMs } });
  const redis = goesAfterRestore(stage, 'a');
  const id = await stage.deploy('deploy web v2 --hosts a,b');
  await waits(stage, id, 'b');
  const { override } = await stage.say('disable web c it is broken');
  await stage.say(`approve ${override}`);
  await expect.poll(() => stage.members().c).toContain('drain');
  redis.returns();
  await expect.poll(() => stage.story(id), { timeout: 30_000 }).toContain('b waits: ');
  expect(stage.members().b).toBe(allBack.b);
  await stage.say('enable web c');
  expect((await stage.ended(id)).state).toBe('succeeded');
  expect(stage.members()).toEqual(allBack);
});

it('an abort ends the waiting', async () => {
  const stage = await open();
  const redis = goesAfterRestore(stage, 'a');
  const id = await stage.deploy('deploy web v2 --hosts a,b');
  await waits(stage, id, 'b');
  await stage.say(`abort ${id}`);
  await expect.poll(() => stage.outcomes(id)).toEqual({ a: 'done', b: 'skipped' });
  redis.returns();
  expect((await stage.ended(id)).state).toBe('aborted');
  expect(stage.members()).toEqual(allBack);
});
