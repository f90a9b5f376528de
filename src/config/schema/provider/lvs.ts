import { z } from 'zod';
import { kept } from '../../../text/say.ts';
import { choice, duration, flag, keys, list } from '../leaf.ts';
import { kindOfBalancer } from '../special.ts';
import { sshTarget } from '../ssh.ts';

export const lvs = keys({
  type: z.literal('lvs').meta({ 'x-type': '`lvs`' }).describe(`${kindOfBalancer}.`),
  directors: list(sshTarget, kept`must be a list of directors`, kept`must name at least one of its directors`)
    .superRefine(noneTwice)
    .describe(
      kept`The machines whose kernels balance, reached over SSH: one, or a keepalived master and backup, the usual master first. Every change is made on all.`,
    ),
  sudo: flag()
    .prefault(false)
    .describe(kept`Whether \`ipvsadm\` needs sudo there (\`sudo -n\`, without a password); not for root.`),
  drainBy: choice(['weight', 'removal'])
    .prefault('weight')
    .describe(kept`Drained is \`weight\` 0, or \`removal\` from the table and back with the same setting.`),
  timeout: duration().prefault('10s').describe(kept`For one command on a director, connecting included.`),
});

type Director = z.output<typeof sshTarget>;

function noneTwice(directors: readonly Director[], context: z.RefinementCtx<Director[]>): void {
  const names = directors.map(({ host, port }) => `${host}:${port}`);
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    context.addIssue({
      code: 'custom',
      path: [index],
      message: kept`is named twice; name each director once`,
    });
  });
}

export type LvsInput = z.output<typeof lvs>;
