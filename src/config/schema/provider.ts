import { z } from 'zod';
import { duration, got, keys, named, text } from './leaf.ts';
import { localPath, only, whenMapping } from './special.ts';
import { sshTarget } from './ssh.ts';

const haproxy = keys({
  type: z.literal('haproxy').meta({ 'x-type': '`haproxy`' }).describe('The kind of load balancer.'),
  socket: localPath('a stats socket')
    .optional()
    .describe("HAProxy's stats socket (it needs `level admin`): on this machine, or with `ssh` on that one."),
  tcp: text('an address such as `10.0.0.5:9999` or `[::1]:9999`', /^(\[[0-9a-fA-F:.]+\]|[^\s:/@]+):\d{1,5}$/)
    .optional()
    .describe('Instead of `socket`: where the runtime API listens on TCP. It has no login: keep it private.'),
  ssh: sshTarget
    .optional()
    .describe('The machine that HAProxy runs on: `socket` is then a path over there, reached through SSH.'),
  timeout: duration().prefault('5s').describe('For one answer of the load balancer.'),
})
  .superRefine(only('exactly one', ['socket', 'tcp']), whenMapping)
  .superRefine(only('at most one', ['ssh', 'tcp']), whenMapping);

const provider = z
  .discriminatedUnion('type', [haproxy], {
    error: `must be a load balancer with a \`type\` (\`haproxy\`)${got}`,
  })
  .describe('One load balancer process. A keepalived pair is two providers.');

export const providers = named(provider, {
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
  hint: 'must be a name of letters, digits, `.`, `_` and `-`, as pools are written PROVIDER/POOL',
  atLeast: 1,
}).describe('The load balancers, by names of your own choice.');

export type ProviderInput = z.output<typeof provider>;
