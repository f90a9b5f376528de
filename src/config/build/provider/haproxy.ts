import type { HaproxyProvider } from '../../../model/provider/haproxy.ts';
import { absolute, type Place } from '../../files.ts';
import type { HaproxyInput } from '../../schema/provider/haproxy.ts';
import { sshTarget } from '../ssh.ts';

export const haproxy = (id: string, input: HaproxyInput, place: Place): HaproxyProvider => ({
  kind: 'haproxy',
  id,
  timeoutMs: input.timeout,
  at: where(input, place),
});

/** Validation has seen to it that there is either a socket or a TCP address. */
function where({ socket = '', tcp, ssh }: HaproxyInput, place: Place): HaproxyProvider['at'] {
  if (tcp !== undefined) {
    const colon = tcp.lastIndexOf(':');
    return {
      via: 'tcp',
      host: tcp.slice(0, colon).replace(/^\[|\]$/g, ''),
      port: Number(tcp.slice(colon + 1)),
    };
  }
  // A path on the other machine is that machine's own business.
  if (ssh) return { via: 'ssh', ssh: sshTarget(ssh, place), path: socket };
  return { via: 'unix', path: absolute(socket, place) };
}
