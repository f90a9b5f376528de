import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Context, jobOf } from './context.ts';

export function epochsFence(ctx: Context): void {
  describe('fencing', () => {
    test('refuses an older epoch than the newest that it saw for the scope', async () => {
      const scope = `fence-${jobOf([]).id}`;
      const first = jobOf([`echo 5 >>${ctx.dir}/log`], { epoch: 5, scope });
      const old = jobOf([`echo 4 >>${ctx.dir}/log`], { epoch: 4, scope });
      const later = jobOf([`echo 10 >>${ctx.dir}/log`], { epoch: 10, scope });
      await ctx.run(first);
      const refused = ctx.it.deployer.start(ctx.it.host, old);
      await expect(refused).rejects.toMatchObject({
        kind: 'lost-lock',
        retryable: false,
        message: expect.stringContaining('epoch 4'),
      });
      await ctx.run(later);
      await expect(ctx.it.deployer.start(ctx.it.host, { ...first, epoch: 9 })).rejects.toMatchObject({
        kind: 'lost-lock',
      });
      expect(await ctx.it.deployer.start(ctx.it.host, { ...first, epoch: 11 })).toMatchObject({
        found: true,
      });
      expect(readFileSync(join(ctx.dir, 'log'), 'utf8')).toBe('5\n10\n');
    });

    test('keeps scopes apart, whatever their names', async () => {
      for (const scope of ['../../x', 'a b', '*', '準備', 'x'.repeat(300)]) {
        expect((await ctx.run(jobOf([':'], { epoch: 3, scope }))).end.exitCode).toBe(0);
        const older = ctx.it.deployer.start(ctx.it.host, jobOf([':'], { epoch: 2, scope }));
        await expect(older).rejects.toMatchObject({ kind: 'lost-lock' });
      }
    });

    test('refuses ids that are no file names', async () => {
      for (const id of ['', '../x', 'a/b', '.hidden', 'a b', 'x'.repeat(200)]) {
        await expect(ctx.it.deployer.start(ctx.it.host, { ...jobOf([]), id })).rejects.toMatchObject({
          kind: 'invalid',
        });
      }
    });
  });
}
