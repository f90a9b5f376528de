import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterEach, expect, it } from 'vitest';
import { allBack, openStageOn, type Stage } from './stage.ts';
import type { World } from './stage-world.ts';

/**
 * What an earlier version of the bot left when it was killed: its rollout r1 of v2 has host `a` done and is deploying to
 * `b`, and its override o1 holds `e` out. The file is that database, as pg_dump wrote it.
 */
const left = new URL('fixtures/rollout-1.sql', import.meta.url);

let stage: Stage;
afterEach(() => stage.close());

async function restoreDatabase(dir: string): Promise<void> {
  await mkdir(join(dir, 'db'), { recursive: true, mode: 0o700 });
  const lite = await PGlite.create({ dataDir: join(dir, 'db') });
  await lite.exec(await readFile(left, 'utf8'));
  await lite.close();
}

/** The world as it was then. */
function asItWas({ balancer, deployer }: World): void {
  for (const member of balancer.world.pools.get('web') ?? [])
    if (['b', 'e'].includes(member.name)) member.state = 'drain';
  deployer.hosts.releases.set('a', 'v2');
}

it('takes up a rollout and an override that an earlier version began, and ends them as that would have', async () => {
  stage = await openStageOn(restoreDatabase, { before: asItWas });
  const { deployer, say, store } = stage;
  await stage.until('r1', () => deployer.hosts.ran.includes('d v2'));
  expect(stage.members()).toMatchObject({ e: '256 drain' });
  expect((await stage.ended('r1')).state).toBe('succeeded');
  // `a` was done; `e` is out by hand, and left alone.
  expect(deployer.hosts.ran).toEqual(['b v2', 'c v2', 'd v2']);
  expect(await stage.outcomes('r1')).toMatchObject({ a: 'done', b: 'done', c: 'done', d: 'done' });
  expect((await say('enable web e')).code).toBe('ok');
  await expect.poll(() => stage.members()).toEqual(allBack);
  await expect.poll(async () => (await store.overrides.get('o1'))?.state).toBe('ended');
  expect(await stage.tools.lock.holder('web')).toBeUndefined();
  expect(await store.custody.all()).toEqual([]);
});
