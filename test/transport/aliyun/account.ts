import { z } from 'zod';
import type { AliyunCredentials } from '../../../src/model/aliyun.ts';
import { Secret } from '../../../src/model/secret.ts';
import { type Aliyun, createAliyun } from '../../../src/transport/aliyun/client.ts';
import { createDeadline } from '../../../src/transport/aliyun/deadline.ts';

export const secret = 'hunter2-secret';
const keyCredentials: AliyunCredentials = {
  kind: 'key',
  accessKeyId: new Secret('LTAI-test'),
  accessKeySecret: new Secret(secret),
};

export const accountAt = (
  endpoint: string,
  credentials: AliyunCredentials = keyCredentials,
  region = 'cn-hangzhou',
): Aliyun => createAliyun({ target: 'ali', region, endpoint, credentials, demandMayChange: () => undefined });

/** One small question, answered with the names of the load balancers. */
export async function askNames(aliyun: Aliyun, timeoutMs = 30_000): Promise<readonly string[]> {
  const reply = await aliyun.ask(
    {
      service: { name: 'slb', version: '2014-05-15' },
      action: 'DescribeLoadBalancers',
      params: {},
      where: 'ali/web',
    },
    z.object({
      LoadBalancers: z.object({ LoadBalancer: z.array(z.object({ LoadBalancerName: z.string() })) }),
    }),
    createDeadline(timeoutMs),
  );
  return reply.LoadBalancers.LoadBalancer.map(({ LoadBalancerName }) => LoadBalancerName);
}
