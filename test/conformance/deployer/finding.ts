import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Context, jobOf, readIf, until } from './context.ts';

export function jobsAreFound(ctx: Context): void {
  describe('finding again', () => {
    test('a second start finds the job, running or ended, and does not run it twice', async () => {
      const job = jobOf([
        `echo run >>${ctx.dir}/count; while [ ! -f ${ctx.dir}/go ]; do sleep 0.02; done; echo out`,
      ]);
      expect(await ctx.it.deployer.start(ctx.it.host, job)).toEqual({
        host: ctx.it.host,
        jobId: job.id,
        found: false,
      });
      expect(await ctx.it.deployer.start(ctx.it.host, job)).toMatchObject({ found: true });
      const other = ctx.it.another();
      expect(await other.start(ctx.it.host, job)).toMatchObject({ found: true });
      writeFileSync(join(ctx.dir, 'go'), '');
      await ctx.follow(job).end;
      expect(await other.start(ctx.it.host, job)).toMatchObject({ found: true });
      const again = ctx.follow(job, {}, other);
      expect((await again.end).exitCode).toBe(0);
      expect(again.texts()).toEqual(['out']);
      expect(readFileSync(join(ctx.dir, 'count'), 'utf8')).toBe('run\n');
      await other.close();
    });

    test('of many starts at once exactly one runs it', async () => {
      const job = jobOf([`echo run >>${ctx.dir}/count`]);
      const handles = await Promise.all(
        Array.from({ length: 6 }, () => ctx.it.deployer.start(ctx.it.host, job)),
      );
      expect(handles.filter((handle) => !handle.found)).toHaveLength(1);
      await ctx.follow(job).end;
      expect(readFileSync(join(ctx.dir, 'count'), 'utf8')).toBe('run\n');
    });

    test('a follower that is cut off goes on from its next line', async () => {
      const job = jobOf([
        `echo 1; echo 2; while [ ! -f ${ctx.dir}/go ]; do sleep 0.02; done; echo 3; echo 4`,
      ]);
      await ctx.it.deployer.start(ctx.it.host, job);
      const cut = ctx.follow(job);
      const ending = cut.end.then(
        () => 'ended',
        (error: unknown) => error,
      );
      await until(() => cut.lines.length === 2, 'two lines');
      ctx.it.disconnect();
      writeFileSync(join(ctx.dir, 'go'), '');
      const cutEnd = await ending;
      if (cutEnd !== 'ended') expect(cutEnd).toMatchObject({ kind: 'unreachable' });
      const rest = ctx.follow(job, { from: 3 });
      expect((await rest.end).exitCode).toBe(0);
      expect(rest.lines).toEqual([
        { n: 3, text: '3' },
        { n: 4, text: '4' },
      ]);
    });

    test('following from beyond the end still gives the end', async () => {
      const job = jobOf(['echo 1']);
      await ctx.run(job);
      const late = ctx.follow(job, { from: 50 });
      expect((await late.end).exitCode).toBe(0);
      expect(late.lines).toEqual([]);
    });

    test('a job that nobody started is missing', async () => {
      await expect(ctx.follow(jobOf([])).end).rejects.toMatchObject({ kind: 'missing' });
    });

    test('a job whose runner died without a word is told as lost', async () => {
      const job = jobOf(['sleep 300']);
      await ctx.it.deployer.start(ctx.it.host, job);
      const following = ctx.follow(job).end.catch((error: unknown) => error);
      await until(() => readIf(join(ctx.folderOf(job), 'group')) !== '', 'the command runs');
      const [runner = ''] = readIf(join(ctx.folderOf(job), 'ran')).split(' ');
      process.kill(Number(runner), 'SIGKILL');
      process.kill(-Number(readIf(join(ctx.folderOf(job), 'group'))), 'SIGKILL');
      expect(await following).toMatchObject({
        kind: 'failed',
        retryable: false,
        message: expect.stringContaining('was lost while its command 1 ran'),
      });
      expect(await ctx.it.deployer.start(ctx.it.host, job)).toMatchObject({ found: true });
      await expect(ctx.follow(job).end).rejects.toMatchObject({ kind: 'failed' });
    });

    test('a pid that another process has now is not mistaken for the runner', async () => {
      const job = jobOf(['echo a; sleep 300']);
      await ctx.it.deployer.start(ctx.it.host, job);
      await until(() => readIf(join(ctx.folderOf(job), 'group')) !== '', 'the command runs');
      const [runner = '', born = ''] = readIf(join(ctx.folderOf(job), 'ran'))
        .trim()
        .split(' ');
      process.kill(Number(runner), 'SIGKILL');
      process.kill(-Number(readIf(join(ctx.folderOf(job), 'group'))), 'SIGKILL');
      writeFileSync(join(ctx.folderOf(job), 'ran'), `${process.pid} ${born}\n`);
      await expect(ctx.follow(job).end).rejects.toMatchObject({ kind: 'failed' });
    });
  });
}
