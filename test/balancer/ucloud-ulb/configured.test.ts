import { expect, it } from 'vitest';
import { createBalancer } from '../../../src/balancer/registry.ts';
import { changed, config } from '../../config/support.ts';
import { account, startUcloudDouble } from '../../doubles/ucloud/ucloud.ts';
import { backend, ulb, vserver } from '../../doubles/ucloud/ulb.ts';

it('reads and drains as the config says', async () => {
  const double = await startUcloudDouble([
    ulb(1, 'shop', [vserver(1, 'http', [backend(1, { Weight: 40 })])]),
  ]);
  const keys = `endpoint: "${double.endpoint}", publicKey: ${account.publicKey}, privateKey: ${account.privateKey}`;
  const [provider] = config(
    changed([
      'type: haproxy, socket: /run/haproxy/admin.sock',
      `type: ucloud-ulb, region: ${account.region}, projectId: ${account.projectId}, ${keys}`,
    ]),
  ).providers;
  if (provider === undefined) throw new Error('the config has no provider');
  const demanded: string[] = [];
  const balancer = createBalancer(provider, {
    unixOverSsh: () => Promise.reject(new Error('not to be used here')),
    shell: () => () => Promise.reject(new Error('not to be used here')),
    demandMayChange: (target) => void demanded.push(target),
  });
  await balancer.drain('shop/http', 'web-01');
  expect(demanded).toEqual(['lb1/shop/http web-01']);
  expect(await balancer.read('shop/http')).toMatchObject([{ name: 'web-01:80', weight: 40, state: 'drain' }]);
  await balancer.close();
  await double.stop();
});
