import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alive, type Context, readIf, until } from './context.ts';

export function hostsAreAsked(ctx: Context): void {
  describe('ask', () => {
    test('gives exit code and output', async () => {
      expect(await ctx.it.deployer.ask(ctx.it.host, 'echo v1; echo noise >&2', 10_000)).toEqual({
        exitCode: 0,
        output: 'v1\n',
      });
      const failed = await ctx.it.deployer.ask(ctx.it.host, 'echo a; echo why >&2; exit 4', 10_000);
      expect(failed).toEqual({ exitCode: 4, output: 'a\nwhy\n' });
    });

    test('gives at most 64 KiB', async () => {
      const { output } = await ctx.it.deployer.ask(
        ctx.it.host,
        `head -c 1000000 /dev/zero | tr '\\0' x`,
        10_000,
      );
      expect(output).toHaveLength(64 * 1024);
    });

    test('ends what does not answer in time', async () => {
      const asking = ctx.it.deployer.ask(ctx.it.host, `echo $$ >${ctx.dir}/pid; sleep 300`, 700);
      await expect(asking).rejects.toMatchObject({ kind: 'timeout' });
      await until(
        () => readIf(join(ctx.dir, 'pid')) === '' || !alive(readIf(join(ctx.dir, 'pid'))),
        'the command is gone',
      );
    });
  });
}
