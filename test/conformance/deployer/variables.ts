import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import { type Context, commandLines, jobOf, readIf, until } from './context.ts';

export function variablesArrive(ctx: Context): void {
  describe('variables', () => {
    test('arrive byte for byte, whatever they hold', async () => {
      const nasty = fc
        .oneof(
          fc.string({ unit: 'binary' }),
          fc
            .array(
              fc.constantFrom(
                "'",
                '"',
                '\\',
                '$',
                '`',
                '\n',
                '\r',
                ' ',
                '*',
                '!',
                ';',
                '\u001b',
                '~',
                '#',
                '準',
                '-',
                '%s',
              ),
            )
            .map((parts) => parts.join('')),
        )
        .filter((text) => !text.includes('\0'));
      await fc.assert(
        fc.asyncProperty(fc.array(nasty, { minLength: 1, maxLength: 8 }), async (values) => {
          const variables = Object.fromEntries(values.map((value, n) => [`V${n}`, value]));
          const names = Object.keys(variables);
          const out = join(ctx.dir, 'out');
          const command = names.map((name) => `printf '%s\\0' "$${name}"`).join('; ');
          const { end } = await ctx.run(jobOf([`{ ${command}; } >${out}`], { variables }));
          expect(end.exitCode).toBe(0);
          expect(readFileSync(out)).toEqual(Buffer.from(values.map((value) => `${value}\0`).join('')));
        }),
        { numRuns: 12 },
      );
    });

    test('that look like shell are only text', async () => {
      const release = `; touch ${ctx.dir}/hurt; $(touch ${ctx.dir}/hurt) \`touch ${ctx.dir}/hurt\``;
      const { texts } = await ctx.run(
        jobOf(['echo "$ROLLOUT_RELEASE"'], { variables: { ROLLOUT_RELEASE: release } }),
      );
      expect(texts).toEqual([release]);
      expect(existsSync(join(ctx.dir, 'hurt'))).toBe(false);
    });

    test('can be PATH, or a name that the wrapper uses itself', async () => {
      const variables = { PATH: '/nowhere', ro_job: 'a', ro_mark: 'b', ro_shell: 'c' };
      const { texts, end } = await ctx.run(jobOf(['echo "$PATH $ro_job $ro_mark $ro_shell"'], { variables }));
      expect([texts, end.exitCode]).toEqual([['/nowhere a b c'], 0]);
    });

    test('with a name that no shell takes are refused', async () => {
      for (const name of ['1A', 'A-B', 'A B', '', 'A=B', 'IFS', 'x;touch y']) {
        const job = jobOf([':'], { variables: { [name]: 'x' } });
        await expect(ctx.it.deployer.start(ctx.it.host, job)).rejects.toMatchObject({ kind: 'invalid' });
      }
    });

    test("are gone from the host's disk and never in its process list", async () => {
      const secret = `secret-${process.pid}-${Date.now()}`;
      const job = jobOf([`while [ ! -f ${ctx.dir}/go ]; do sleep 0.02; done`], {
        variables: { TOKEN: new Secret(secret) },
      });
      await ctx.it.deployer.start(ctx.it.host, job);
      await until(() => existsSync(join(ctx.folderOf(job), 'group')), 'the command runs');
      for (const file of readdirSync(ctx.folderOf(job)))
        expect(readIf(join(ctx.folderOf(job), file))).not.toContain(secret);
      expect(commandLines().join('\n')).not.toContain(secret);
      writeFileSync(join(ctx.dir, 'go'), '');
      await ctx.follow(job).end;
    });
  });
}
