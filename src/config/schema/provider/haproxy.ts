import { z } from 'zod';
import { duration, keys, text } from '../leaf.ts';
import { localPath, only, whenMapping } from '../special.ts';
import { sshTarget } from '../ssh.ts';

export const haproxy = keys({
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
  .superRefine(only('at most one', ['ssh', 'tcp']), whenMapping)
  .describe('A HAProxy process. A keepalived pair is two providers.');

export type HaproxyInput = z.output<typeof haproxy>;
