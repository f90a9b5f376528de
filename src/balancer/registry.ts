import type { Duplex } from 'node:stream';
import type { Provider } from '../model/config.ts';
import type { SshTarget } from '../model/ssh.ts';
import type { Balancer } from './balancer.ts';
import { type Connect, connectTcp, connectUnix } from './haproxy/connect.ts';
import { createHaproxy } from './haproxy/haproxy.ts';

/** The connections that a balancer can't open by itself. */
export interface Dial {
  /** A stream to a unix socket on another machine; what goes wrong is a Failure already. */
  unixOverSsh(ssh: SshTarget, path: string): Promise<Duplex>;
}

type Factory<Kind extends Provider['kind']> = (
  provider: Extract<Provider, { kind: Kind }>,
  dial: Dial,
) => Balancer;

/** One entry per kind, in a folder of the same name. */
export const balancers: { readonly [Kind in Provider['kind']]: Factory<Kind> } = {
  haproxy: (provider, dial) =>
    createHaproxy({
      target: provider.id,
      timeoutMs: provider.timeoutMs,
      connect: haproxyConnect(provider.at, dial),
    }),
};

/** The balancer of a provider. Nothing is connected before it is used. */
export function createBalancer(provider: Provider, dial: Dial): Balancer {
  return balancers[provider.kind](provider, dial);
}

function haproxyConnect(at: Extract<Provider, { kind: 'haproxy' }>['at'], dial: Dial): Connect {
  if (at.via === 'unix') return connectUnix(at.path);
  if (at.via === 'tcp') return connectTcp(at.host, at.port);
  return () => dial.unixOverSsh(at.ssh, at.path);
}
