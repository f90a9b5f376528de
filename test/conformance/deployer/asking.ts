import { describe, expect, test } from 'vitest';
import { type Context, commandLines, until } from './context.ts';

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

    test('ends what does not answer in time, however early that is', async () => {
      // A name of its own for the process, so that it can be looked for.
      const word = `30${process.pid}`;
      const running = () => commandLines().filter((line) => line.includes(`sleep\0${word}`));
      for (const timeoutMs of [1, 5, 10, 20, 40, 80, 300]) {
        const asking = ctx.it.deployer.ask(ctx.it.host, `sleep ${word}`, timeoutMs);
        await expect(asking).rejects.toMatchObject({ kind: 'timeout' });
      }
      expect(await ctx.it.deployer.ask(ctx.it.host, 'echo after', 20_000)).toMatchObject({
        output: 'after\n',
      });
      await until(() => running().length === 0, 'the commands are gone');
    });
  });
}
