import { z } from 'zod';
import { choice, duration, flag, keys, list } from '../leaf.ts';
import { sshTarget } from '../ssh.ts';

export const lvs = keys({
  type: z.literal('lvs').meta({ 'x-type': '`lvs`' }).describe('The kind of load balancer.'),
  directors: list(sshTarget, 'directors')
    .superRefine(noneTwice)
    .describe(
      'The machines whose kernels balance, reached over SSH: one, or a keepalived master and backup, the usual master first. Every change is made on all.',
    ),
  sudo: flag()
    .prefault(false)
    .describe('Whether `ipvsadm` needs sudo there (`sudo -n`, without a password); not for root.'),
  drainBy: choice(['weight', 'removal'])
    .prefault('weight')
    .describe('Drained is `weight` 0, or `removal` from the table and back with the same setting.'),
  timeout: duration().prefault('10s').describe('For one command on a director, connecting included.'),
});

type Director = z.output<typeof sshTarget>;

function noneTwice(directors: readonly Director[], context: z.RefinementCtx<Director[]>): void {
  const names = directors.map(({ host, port }) => `${host}:${port}`);
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    context.addIssue({ code: 'custom', path: [index], message: `is named twice; name each director once` });
  });
}

export type LvsInput = z.output<typeof lvs>;
