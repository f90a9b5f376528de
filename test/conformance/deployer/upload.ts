import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../src/model/failure.ts';
import { type Context, jobOf } from './context.ts';

export function uploadsArrive(ctx: Context): void {
  describe('upload', () => {
    const source = (): string => {
      const from = join(ctx.dir, 'from');
      mkdirSync(join(from, 'sub dir', 'empty'), { recursive: true });
      writeFileSync(join(from, 'plain'), 'text');
      writeFileSync(join(from, 'none'), '');
      writeFileSync(join(from, 'sub dir', `it's "$HOME"\n\\x`), Buffer.from([0, 1, 255]));
      writeFileSync(join(from, 'run.sh'), '#!/bin/sh\necho hi\n');
      chmodSync(join(from, 'run.sh'), 0o750);
      chmodSync(join(from, 'plain'), 0o640);
      symlinkSync('plain', join(from, 'link'));
      return from;
    };

    test('puts a file in its place, with its mode, before the commands run', async () => {
      writeFileSync(join(ctx.dir, 'app'), Buffer.alloc(300_000, 7), { mode: 0o755 });
      chmodSync(join(ctx.dir, 'app'), 0o755);
      const to = join(ctx.dir, 'new', `it's here`, 'app');
      const { end, texts } = await ctx.run(
        jobOf([`wc -c <"$TO" | tr -d ' '`], {
          variables: { TO: to },
          upload: { from: join(ctx.dir, 'app'), to },
        }),
      );
      expect([end.exitCode, texts]).toEqual([0, ['300000']]);
      expect(readFileSync(to)).toEqual(readFileSync(join(ctx.dir, 'app')));
      expect(statSync(to).mode & 0o777).toBe(0o755);
      expect(statSync(join(ctx.dir, 'new')).mode & 0o777).toBe(0o755);
    });

    test('of an empty file, over an old one, and into a folder', async () => {
      writeFileSync(join(ctx.dir, 'app'), '');
      mkdirSync(join(ctx.dir, 'into'));
      writeFileSync(join(ctx.dir, 'into', 'app'), 'old');
      await ctx.run(
        jobOf([':'], { upload: { from: join(ctx.dir, 'app'), to: `${join(ctx.dir, 'into')}/` } }),
      );
      expect(readFileSync(join(ctx.dir, 'into', 'app'), 'utf8')).toBe('');
      expect(readdirSync(join(ctx.dir, 'into'))).toEqual(['app']);
    });

    test('swaps a folder in, whole, with modes and links', async () => {
      const from = source();
      const to = join(ctx.dir, 'to');
      mkdirSync(to);
      writeFileSync(join(to, 'stale'), '');
      const { texts } = await ctx.run(
        jobOf([`cd ${to} && ./run.sh && cat link && ls -A .. | grep rollout- || :`], {
          upload: { from, to },
        }),
      );
      expect(texts).toEqual(['hi', 'text']);
      expect(readdirSync(to).sort()).toEqual(['link', 'none', 'plain', 'run.sh', 'sub dir']);
      expect(readFileSync(join(to, 'sub dir', `it's "$HOME"\n\\x`))).toEqual(Buffer.from([0, 1, 255]));
      expect(['run.sh', 'plain'].map((file) => statSync(join(to, file)).mode & 0o777)).toEqual([
        0o750, 0o640,
      ]);
    });

    test('is not done again for a job that is there already', async () => {
      writeFileSync(join(ctx.dir, 'app'), 'one');
      const job = jobOf([':'], { upload: { from: join(ctx.dir, 'app'), to: join(ctx.dir, 'app.to') } });
      await ctx.run(job);
      writeFileSync(join(ctx.dir, 'app'), 'two');
      expect(await ctx.it.deployer.start(ctx.it.host, job)).toMatchObject({ found: true });
      expect(readFileSync(join(ctx.dir, 'app.to'), 'utf8')).toBe('one');
    });

    test('that was interrupted leaves the target as it was, and nothing behind after the next start', async () => {
      writeFileSync(join(ctx.dir, 'app'), 'new');
      const job = jobOf([':'], { upload: { from: join(ctx.dir, 'app'), to: join(ctx.dir, 'to') } });
      writeFileSync(join(ctx.dir, 'to'), 'old');
      writeFileSync(join(ctx.dir, `.to.rollout-new-${job.id}.abc`), 'ha');
      await ctx.run(job);
      expect(readFileSync(join(ctx.dir, 'to'), 'utf8')).toBe('new');
      expect(readdirSync(ctx.dir).filter((file) => file.includes('rollout'))).toEqual([]);
    });

    test('gives a folder back whose swap was interrupted between its two renames', async () => {
      const from = source();
      mkdirSync(join(ctx.dir, '.to.rollout-old-abc'));
      writeFileSync(join(ctx.dir, '.to.rollout-old-abc', 'stale'), '');
      const job = jobOf([':'], { upload: { from, to: join(ctx.dir, 'to') } });
      await ctx.run(job);
      expect(readdirSync(join(ctx.dir, 'to'))).not.toContain('stale');
      expect(readdirSync(ctx.dir).filter((file) => file.includes('rollout'))).toEqual([]);
    });

    test('that cannot be done says why, and the job does not run', async () => {
      writeFileSync(join(ctx.dir, 'app'), 'new');
      mkdirSync(join(ctx.dir, 'folder'));
      const start = (from: string, to: string) =>
        ctx.it.deployer.start(ctx.it.host, jobOf([`touch ${ctx.dir}/ran`], { upload: { from, to } }));
      await expect(start(join(ctx.dir, 'none'), join(ctx.dir, 'to'))).rejects.toMatchObject({
        kind: 'missing',
      });
      await expect(start(join(ctx.dir, 'app'), join(ctx.dir, 'folder'))).rejects.toMatchObject({
        kind: 'failed',
      });
      await expect(start(join(ctx.dir, 'app'), '..')).rejects.toMatchObject({ kind: 'invalid' });
      await expect(start(join(ctx.dir, 'app'), '/proc/none/x')).rejects.toMatchObject({ kind: 'failed' });
      expect(existsSync(join(ctx.dir, 'ran'))).toBe(false);
      expect(readdirSync(ctx.dir).sort()).toEqual(['app', 'folder']);
    });

    test('asks once more when the files are there, and starts under the epoch that it is told', async () => {
      writeFileSync(join(ctx.dir, 'app'), 'new');
      const job = jobOf([`touch ${ctx.dir}/ran`], {
        upload: { from: join(ctx.dir, 'app'), to: join(ctx.dir, 'to') },
      });
      const seen: string[][] = [];
      const lost = async (): Promise<number> => {
        seen.push(readdirSync(ctx.dir).filter((file) => file.includes('rollout')));
        throw new Failure('lost-lock', 'web', 'somebody else has the lock');
      };
      await expect(ctx.it.deployer.start(ctx.it.host, job, lost)).rejects.toMatchObject({
        kind: 'lost-lock',
      });
      expect(seen).toEqual([[expect.any(String)]]);
      expect([existsSync(join(ctx.dir, 'ran')), existsSync(join(ctx.dir, 'to'))]).toEqual([false, false]);
      const { scope } = job;
      await ctx.run({ ...jobOf([':'], { scope }), epoch: 7 });
      const handle = await ctx.it.deployer.start(ctx.it.host, { ...job, epoch: 7 }, async () => 9);
      const how = {
        from: 1,
        onLine: () => undefined,
        signal: new AbortController().signal,
        timeoutMs: 60_000,
      };
      expect((await ctx.it.deployer.follow(handle, how)).exitCode).toBe(0);
      const older = ctx.it.deployer.start(ctx.it.host, jobOf([':'], { scope, epoch: 8 }));
      await expect(older).rejects.toMatchObject({ kind: 'lost-lock' });
    });

    test('refuses an older epoch before anything is copied', async () => {
      writeFileSync(join(ctx.dir, 'app'), 'new');
      const { scope } = jobOf([]);
      await ctx.run(jobOf([':'], { epoch: 2, scope }));
      const job = jobOf([':'], {
        epoch: 1,
        scope,
        upload: { from: join(ctx.dir, 'app'), to: join(ctx.dir, 'to') },
      });
      await expect(ctx.it.deployer.start(ctx.it.host, job)).rejects.toMatchObject({ kind: 'lost-lock' });
      expect(readdirSync(ctx.dir)).toEqual(['app']);
    });
  });
}
