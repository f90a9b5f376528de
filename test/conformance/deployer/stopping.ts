import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alive, type Context, jobOf, readIf, until } from './context.ts';

export function jobsAreStopped(ctx: Context): void {
  describe('stopping', () => {
    const stubborn = () =>
      `trap "" TERM; ( trap "" TERM; echo $$ >${ctx.dir}/outer; while :; do sleep 0.05; done ) & echo $! >${ctx.dir}/inner; wait; while :; do sleep 0.05; done`;

    test('ends a command with TERM', async () => {
      const job = jobOf([
        `echo up; trap 'echo bye; exit 3' TERM; while :; do sleep 0.02; done`,
        'echo never',
      ]);
      await ctx.it.deployer.start(ctx.it.host, job);
      const abort = new AbortController();
      const following = ctx.follow(job, { signal: abort.signal });
      await until(() => following.lines.length > 0, 'the command runs');
      abort.abort();
      expect(await following.end).toEqual({
        exitCode: 3,
        signal: null,
        failedCommand: 1,
        stopped: 'asked',
      });
      expect([following.texts()[0], following.texts().at(-1)]).toEqual(['up', 'bye']);
    });

    test('ends one that ignores TERM, with all that it started, by KILL', async () => {
      const job = jobOf([stubborn()]);
      await ctx.it.deployer.start(ctx.it.host, job);
      await until(() => readIf(join(ctx.dir, 'inner')) !== '', 'the processes run');
      const end = await ctx.follow(job, { signal: AbortSignal.abort() }).end;
      expect(end).toEqual({ exitCode: null, signal: 'SIGKILL', failedCommand: 1, stopped: 'asked' });
      expect(alive(readIf(join(ctx.dir, 'inner')))).toBe(false);
    });

    test('ends what the command left behind before the job counts as ended', async () => {
      const job = jobOf([
        `( trap "" TERM; while :; do sleep 0.05; done ) & echo $! >${ctx.dir}/inner; echo up; sleep 300`,
      ]);
      await ctx.it.deployer.start(ctx.it.host, job);
      await until(() => readIf(join(ctx.dir, 'inner')) !== '', 'the processes run');
      expect(await ctx.follow(job, { signal: AbortSignal.abort() }).end).toMatchObject({ stopped: 'asked' });
      expect(alive(readIf(join(ctx.dir, 'inner')))).toBe(false);
    });

    test("at the follower's time-out says so", async () => {
      const job = jobOf(['sleep 300']);
      await ctx.it.deployer.start(ctx.it.host, job);
      const end = await ctx.follow(job, { timeoutMs: 50 }).end;
      expect(end).toMatchObject({ stopped: 'timeout', failedCommand: 1 });
      expect(end.exitCode).not.toBe(0);
    });

    test('a job that has ended changes nothing', async () => {
      const job = jobOf(['echo a']);
      await ctx.run(job);
      expect(await ctx.follow(job, { signal: AbortSignal.abort() }).end).toEqual({
        exitCode: 0,
        signal: null,
        failedCommand: 0,
      });
    });
  });
}
