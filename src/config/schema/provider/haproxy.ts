import { z } from 'zod';
import { kept } from '../../../text/say.ts';
import { duration, keys, text } from '../leaf.ts';
import { kindOfBalancer, localPath, only, whenMapping } from '../special.ts';
import { sshTarget } from '../ssh.ts';

export const haproxy = keys({
  type: z.literal('haproxy').meta({ 'x-type': '`haproxy`' }).describe(`${kindOfBalancer}.`),
  socket: localPath(kept`a stats socket`)
    .optional()
    .describe(
      kept`HAProxy's stats socket (it needs \`level admin\`): on this machine, or with \`ssh\` on that one.`,
    ),
  tcp: text(
    kept`must be an address such as \`10.0.0.5:9999\` or \`[::1]:9999\``,
    /^(\[[0-9a-fA-F:.]+\]|[^\s:/@]+):\d{1,5}$/,
  )
    .optional()
    .describe(
      kept`Instead of \`socket\`: where the runtime API listens on TCP. It has no login: keep it private.`,
    ),
  ssh: sshTarget
    .optional()
    .describe(
      kept`The machine that HAProxy runs on: \`socket\` is then a path over there, reached through SSH.`,
    ),
  timeout: duration().prefault('5s').describe(kept`For one answer of the load balancer.`),
})
  .superRefine(only('exactlyOne', ['socket', 'tcp']), whenMapping)
  .superRefine(only('atMostOne', ['ssh', 'tcp']), whenMapping)
  .describe(kept`A HAProxy process. A keepalived pair is two providers.`);

export type HaproxyInput = z.output<typeof haproxy>;
