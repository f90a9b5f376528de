import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import { type Context, jobOf, readIf, until } from './context.ts';

export function outputArrives(ctx: Context): void {
  describe('output', () => {
    test('comes line by line while the job runs', async () => {
      const job = jobOf([`echo first; while [ ! -f ${ctx.dir}/go ]; do sleep 0.02; done; echo second`]);
      await ctx.it.deployer.start(ctx.it.host, job);
      const { end, lines, texts } = ctx.follow(job);
      await until(() => lines.length === 1, 'the first line');
      expect(texts()).toEqual(['first']);
      writeFileSync(join(ctx.dir, 'go'), '');
      await end;
      expect(texts()).toEqual(['first', 'second']);
    });

    test.each([
      ['no line break at the end', `printf 'a\\nb'`, ['a', 'b']],
      ['nothing at all', ':', []],
      ['empty lines, also at the end', `printf '\\na\\n\\n\\n'`, ['', 'a', '', '']],
      ['one empty line', 'echo', ['']],
      ['carriage returns', `printf 'a\\r\\nb\\n'`, ['a', 'b']],
      ['NUL and invalid UTF-8', `printf 'a\\000b\\377c\\n'`, ['a\uFFFDb\uFFFDc']],
      ['UTF-8', `printf '\\346\\272\\226\\345\\202\\231\\n'`, ['準備']],
    ])('with %s', async (_, command, expected) => {
      const { texts, lines } = await ctx.run(jobOf([command]));
      expect(texts).toEqual(expected);
      expect(lines.map((line) => line.n)).toEqual(expected.map((__, n) => n + 1));
    });

    test('with a huge line is cut', async () => {
      const { texts } = await ctx.run(jobOf([`head -c 3000000 /dev/zero | tr '\\0' x; echo; echo after`]));
      expect(texts).toHaveLength(2);
      expect(texts[0]).toMatch(/^x{16384} … \[cut: the line has 3000000 bytes\]$/);
      expect(texts[1]).toBe('after');
    });

    test('with many lines is whole and in order', async () => {
      const { texts } = await ctx.run(
        jobOf(['i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo "line $i"; done']),
      );
      expect(texts).toEqual(Array.from({ length: 20_000 }, (__, n) => `line ${n + 1}`));
    });

    test('that came after the end does not count', async () => {
      const job = jobOf([`( while [ ! -f ${ctx.dir}/go ]; do sleep 0.02; done; echo late ) & echo early`]);
      expect((await ctx.run(job)).texts).toEqual(['early']);
      writeFileSync(join(ctx.dir, 'go'), '');
      await until(() => readIf(join(ctx.folderOf(job), 'output')).includes('late'), 'the late output');
      expect(ctx.follow(job).texts()).toEqual([]);
      const again = ctx.follow(job);
      await again.end;
      expect(again.texts()).toEqual(['early']);
    });

    test('never shows a secret', async () => {
      const secret = `p'a$s "w\\ord\`;#`;
      const lines = 'BEGIN KEY\nabcdefgh\nEND KEY';
      const job = jobOf(
        [
          'printf "%s\\n" "<$TOKEN>" "$KEY"; printf "x%.0s" $(seq 1 16380); printf "%s" "$TOKEN"; head -c 50000 /dev/zero | tr "\\0" y',
        ],
        {
          variables: { TOKEN: new Secret(secret), KEY: new Secret(lines) },
        },
      );
      const { texts } = await ctx.run(job);
      expect(texts.slice(0, 4)).toEqual(['<***>', '***', '***', '***']);
      for (let length = 2; length <= secret.length; length += 1) {
        expect(texts.join('\n')).not.toContain(`x${secret.slice(0, length)}`);
      }
    });
  });
}
