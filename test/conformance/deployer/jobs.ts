import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { markOf } from '../../../src/deployer/job/scripts.ts';
import { alive, type Context, jobOf, readIf, until } from './context.ts';

export function jobsRun(ctx: Context): void {
  describe('a job', () => {
    test('runs its commands in order and gives their output as one stream', async () => {
      const { end, lines } = await ctx.run(jobOf(['echo one; echo two >&2; echo three', 'echo four']));
      expect(end).toEqual({ exitCode: 0, signal: null, failedCommand: 0 });
      expect(lines).toEqual(['one', 'two', 'three', 'four'].map((text, n) => ({ n: n + 1, text })));
    });

    test('ends with the exit code of the first command that fails', async () => {
      const { end, texts } = await ctx.run(jobOf(['echo a', 'echo b; exit 7', 'echo c']));
      expect(end).toEqual({ exitCode: 7, signal: null, failedCommand: 2 });
      expect(texts).toEqual(['a', 'b']);
    });

    test('ends a command at its first failing line', async () => {
      const { end, texts } = await ctx.run(jobOf(['echo a\nfalse\necho b']));
      expect(end).toEqual({ exitCode: 1, signal: null, failedCommand: 1 });
      expect(texts).toEqual(['a']);
    });

    test('tells the signal that ended a command, and an exit code that only looks like one', async () => {
      expect((await ctx.run(jobOf(['kill -9 $$']))).end).toEqual({
        exitCode: null,
        signal: 'SIGKILL',
        failedCommand: 1,
      });
      expect((await ctx.run(jobOf(['exit 129']))).end).toEqual({
        exitCode: 129,
        signal: null,
        failedCommand: 1,
      });
      expect((await ctx.run(jobOf(['exit 255']))).end).toEqual({
        exitCode: 255,
        signal: null,
        failedCommand: 1,
      });
    });

    test('keeps cd, exit and variables of one command from the next', async () => {
      const { texts } = await ctx.run(jobOf(['cd / && x=1 && exit 0', `echo "$x$(pwd)"`]));
      expect(texts).not.toEqual(['/']);
      expect(texts).not.toEqual(['1/']);
    });

    test('has no input to wait for', async () => {
      expect((await ctx.run(jobOf(['cat; echo done']))).texts).toEqual(['done']);
    });

    test('without any command ends well', async () => {
      expect((await ctx.run(jobOf([]))).end).toEqual({ exitCode: 0, signal: null, failedCommand: 0 });
    });

    test('does not wait for what it leaves running', async () => {
      const { end } = await ctx.run(jobOf([`sleep 300 & echo $! >${ctx.dir}/pid; echo up`]));
      expect(end.exitCode).toBe(0);
      const pid = readFileSync(join(ctx.dir, 'pid'), 'utf8');
      expect(alive(pid)).toBe(true);
      process.kill(Number(pid), 'SIGKILL');
    });

    test("creates files with the host's own umask, and keeps its own to itself", async () => {
      const job = jobOf([`umask; touch ${ctx.dir}/made`]);
      const { texts } = await ctx.run(job);
      expect(texts[0]).toMatch(/^0?022$/);
      expect(statSync(join(ctx.dir, 'made')).mode & 0o777).toBe(0o644);
      expect(statSync(ctx.folderOf(job)).mode & 0o777).toBe(0o700);
      for (const file of readdirSync(ctx.folderOf(job))) {
        if (file !== 'group')
          expect([file, statSync(join(ctx.folderOf(job), file)).mode & 0o077]).toEqual([file, 0]);
      }
    });

    test('ends at its own time-out, although nobody follows it', async () => {
      const job = jobOf(['sleep 300'], { timeoutMs: 1_000 });
      await ctx.it.deployer.start(ctx.it.host, job);
      await until(() => existsSync(join(ctx.folderOf(job), 'end')), 'the job ended by itself');
      expect(await ctx.follow(job).end).toEqual({
        exitCode: null,
        signal: 'SIGTERM',
        failedCommand: 1,
        stopped: 'timeout',
      });
    });

    test('removes ended jobs after seven days, and only those', async () => {
      const old = jobOf([':']);
      const young = jobOf([':']);
      const running = jobOf([`while [ ! -f ${ctx.dir}/go ]; do sleep 0.02; done`]);
      await ctx.run(old);
      await ctx.run(young);
      await ctx.it.deployer.start(ctx.it.host, running);
      await until(() => existsSync(join(ctx.folderOf(running), 'group')), 'the command runs');
      await until(
        () => readIf(join(ctx.folderOf(old), 'output')).includes(markOf(old.id)),
        'the runner is through',
      );
      const eightDays = Date.now() / 1000 - 8 * 24 * 3600;
      for (const job of [old, running]) utimesSync(ctx.folderOf(job), eightDays, eightDays);
      await ctx.run(jobOf([':']));
      await until(() => !existsSync(ctx.folderOf(old)), 'the old job is gone');
      expect([young, running].map((job) => existsSync(ctx.folderOf(job)))).toEqual([true, true]);
      writeFileSync(join(ctx.dir, 'go'), '');
      await ctx.follow(running).end;
    });
  });
}
