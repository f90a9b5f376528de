import type { Provider } from '../model/provider.ts';
import { say } from '../text/say.ts';

type Address<Kind extends Provider['kind']> = (provider: Extract<Provider, { kind: Kind }>) => string;

/** Where a load balancer is, for people; one entry a kind. */
const addresses: { readonly [Kind in Provider['kind']]: Address<Kind> } = {
  haproxy({ at }) {
    if (at.via === 'tcp') return `${at.host}:${at.port}`;
    return at.via === 'ssh' ? `${at.ssh.user}@${at.ssh.host}:${at.path}` : at.path;
  },
  'ucloud-ulb': ({ endpoint, region, projectId }) => `${endpoint} (${region}, ${projectId})`,
  'aliyun-slb': ({ region, endpoint }) => (endpoint ? say`${region} at ${endpoint}` : region),
  f5: ({ units }) =>
    units.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`).join(', '),
  nginx({ at }) {
    if (at.via === 'api') return at.url;
    const { file } = at.instance;
    return at.ssh ? `${at.ssh.user}@${at.ssh.host}:${file}` : file;
  },
  lvs: ({ directors }) =>
    directors.map(({ user, host }) => `${user}@${host}`).reduce((one, other) => say`${one} and ${other}`),
};

export function addressOf<Kind extends Provider['kind']>(
  provider: Extract<Provider, { kind: Kind }>,
): string {
  const address: Address<Kind> = addresses[provider.kind as Kind];
  return address(provider);
}
