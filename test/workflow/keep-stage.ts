import { afterAll, afterEach, vi } from 'vitest';
import type { RecoveryKind } from '../../src/model/recovery.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

/**
 * One bot for all tests of a file, each in a world of its own: opening one takes longer than most tests. A test that
 * fails takes its bot with it. What was spied on is itself again after each test.
 */
export function keepStage() {
  let stage: Stage | undefined;
  const close = async () => {
    await stage?.close();
    stage = undefined;
  };
  afterEach(async ({ task }) => {
    vi.restoreAllMocks();
    if (task.result?.state === 'fail') await close();
  });
  afterAll(close);
  return {
    async open(options: StageOptions = {}): Promise<Stage> {
      stage = stage ? await stage.anew(options) : await openStage(options);
      return stage;
    },
    /** The bot dies and is started again, or taken over; its stage is another one from here on. */
    async restart(kind?: RecoveryKind): Promise<Stage> {
      stage = await stage?.restart(kind);
      if (!stage) throw new Error('there is no stage yet');
      return stage;
    },
  };
}
