import type { Duplex } from 'node:stream';
import type { Provider } from '../model/provider.ts';
import type { SshTarget } from '../model/ssh.ts';
import type { OpenShell } from '../transport/shell.ts';
import { nameOf } from '../transport/ssh/host-key.ts';
import { createAliyunSlb } from './aliyun-slb/aliyun-slb.ts';
import type { Balancer } from './balancer.ts';
import { createF5 } from './f5/f5.ts';
import { type Connect, connectTcp, connectUnix } from './haproxy/connect.ts';
import { createHaproxy } from './haproxy/haproxy.ts';
import { createLvs } from './lvs/lvs.ts';
import { createNginx } from './nginx/nginx.ts';
import { createUcloudUlb } from './ucloud-ulb/ucloud-ulb.ts';

/** What a balancer can't do by itself. */
export interface Dial {
  /** A stream to a unix socket on another machine; what goes wrong is a Failure already. */
  unixOverSsh(ssh: SshTarget, path: string): Promise<Duplex>;
  /** Command lines on another machine. */
  shell(ssh: SshTarget): OpenShell;
  /**
   * To be called right before each request that changes something, with nothing awaited in between: throws Failure
   * `lost-lock` where this process may not change anything any more, as another one may have taken over.
   */
  demandMayChange(target: string): void;
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
      demandMayChange: dial.demandMayChange,
    }),
  'ucloud-ulb': ({ id, ...provider }, dial) =>
    createUcloudUlb({ ...provider, target: id, demandMayChange: dial.demandMayChange }),
  'aliyun-slb': (provider, { demandMayChange }) =>
    createAliyunSlb({ ...provider, target: provider.id, demandMayChange }),
  f5: createF5,
  nginx: createNginx,
  lvs: ({ id, directors, ...settings }, dial) =>
    createLvs({
      ...settings,
      target: id,
      directors: directors.map((director) => ({ name: nameOf(director), shell: dial.shell(director) })),
      demandMayChange: dial.demandMayChange,
    }),
};

/** The balancer of a provider. Nothing is connected before it is used. */
export function createBalancer<Kind extends Provider['kind']>(
  provider: Extract<Provider, { kind: Kind }>,
  dial: Dial,
): Balancer {
  const create: Factory<Kind> = balancers[provider.kind as Kind];
  return create(provider, dial);
}

function haproxyConnect(at: Extract<Provider, { kind: 'haproxy' }>['at'], dial: Dial): Connect {
  if (at.via === 'unix') return connectUnix(at.path);
  if (at.via === 'tcp') return connectTcp(at.host, at.port);
  return () => dial.unixOverSsh(at.ssh, at.path);
}
