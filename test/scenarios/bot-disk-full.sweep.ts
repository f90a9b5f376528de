import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectEnd } from './evidence.ts';
import { waitForGo } from './host.ts';
import { until } from './until.ts';
import { openWorld, type Scene, type World } from './world.ts';

/** A file system of its own size needs root to be mounted; elsewhere a disk can't be filled without harm. */
const isRoot = process.getuid?.() === 0;

describe.runIf(isRoot)('a bot without room for its embedded database', () => {
  let world: World;
  let mounted: string | undefined;
  beforeAll(async () => {
    world = await openWorld({ hosts: 3 });
  }, 120_000);
  afterEach(() => {
    if (mounted) execFileSync('umount', ['-l', mounted]);
    mounted = undefined;
  });
  afterAll(() => world.close());

  /** The bot goes on with its data on a small disk. */
  async function scarce(): Promise<Scene> {
    const scene = await world.scene();
    const { bot } = scene;
    await bot.kill();
    const aside = mkdtempSync(join(tmpdir(), 'rollout-aside-'));
    cpSync(join(bot.dataDir, 'db'), join(aside, 'db'), { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', bot.dataDir]);
    mounted = bot.dataDir;
    cpSync(aside, bot.dataDir, { recursive: true });
    rmSync(aside, { recursive: true });
    await bot.start();
    return scene;
  }

  const fillerOf = ({ bot }: Scene) => join(bot.dataDir, 'filler');
  function fill(scene: Scene): void {
    try {
      for (let i = 0; i < 200; i += 1) writeFileSync(fillerOf(scene), Buffer.alloc(1 << 20), { flag: 'a' });
    } catch (error) {
      // As far as it went: that is what fills it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  it('changes nothing it can’t record, says so, and ends a rollout as if nothing had been, once there is room', async () => {
    const scene = await scarce();
    const { bot, host, watch } = scene;
    host('web-02').hook(waitForGo);
    const rolling = await bot.deploy('deploy web v2');
    await until('the hook runs', () => host('web-02').hooked());
    fill(scene);
    host('web-02').go();
    await until('a step waits', () => /waits: .*No space left on device/u.test(bot.log()), 120_000);
    const changed = watch.changes();
    const refused = await bot.say('disable web web-01 it is ill');
    console.log(refused, changed);
    expect(refused.code).toBe('failed');
    expect(refused.card.title).toContain('No space left on device');
    expect(watch.changes()).toEqual(changed);
    rmSync(fillerOf(scene));
    await expectEnd(scene, rolling, { state: 'succeeded', release: 'v2' });
  }, 240_000);
});
