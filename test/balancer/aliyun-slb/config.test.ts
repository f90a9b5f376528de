import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAdapters } from '../../../src/assembly/adapters.ts';
import { config } from '../../config/support.ts';
import type { AliyunDouble } from '../../doubles/aliyun/aliyun.ts';
import { key, startWorld } from './world.ts';

let double: AliyunDouble;
beforeAll(async () => {
  double = await startWorld();
});
afterAll(() => double?.stop());

it('goes from the config to the weight of one instance in a group, all by their names', async () => {
  const asked: string[] = [];
  const read = config(
    `providers:
  ali:
    type: aliyun-slb
    region: cn-hangzhou
    endpoint: ${double.url}
    accessKeyId: "\${ID}"
    accessKeySecret: "\${SECRET}"
clusters:
  web:
    pools: [{ provider: ali, name: web-lb/app, member: "{host}:8080" }]
    hosts: [web-01, web-02]
    deploy: { ssh: { user: deploy }, commands: [./deploy.sh] }
    verify: [{ tcp: 8080 }]
`,
    { env: { ID: key.id, SECRET: key.secret } },
  );
  const adapters = createAdapters(read, {
    demandMayChange: (target) => void asked.push(target),
    standing: () => Promise.resolve(),
  });
  const balancer = adapters.tools.balancer('ali');
  const weights = async () =>
    (await balancer.read('web-lb/app')).map(({ name, weight }) => [name, weight]).slice(0, 3);
  expect(await weights()).toEqual([
    ['web-01:8080', 100],
    ['i-web01:8443', 50],
    ['web-02:8080', 10],
  ]);
  await balancer.setWeight('web-lb/app', 'web-02:8080', 25);
  expect((await weights())[2]).toEqual(['web-02:8080', 25]);
  expect(asked).toEqual(['ali/web-lb/app web-02:8080']);
  await adapters.close();
});
