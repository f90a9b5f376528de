import { z } from 'zod';
import { pageOf } from './paging.ts';
import { invalid } from './refusal.ts';
import type { Action } from './slb.ts';

const ids = z.array(z.string().min(1)).min(1).max(100);

/** API reference of Elastic Compute Service, version 2014-05-26. */
export const ecsActions: Readonly<Record<string, Action>> = {
  DescribeInstances: {
    takes: {
      RegionId: 'text!',
      InstanceIds: 'json',
      InstanceName: 'text',
      PageNumber: 'page',
      PageSize: 'size',
    },
    run(world, params) {
      const asked = ids.optional().safeParse(JSON.parse(params.get('InstanceIds') ?? 'null') ?? undefined);
      if (!asked.success) throw invalid('InstanceIds');
      const name = params.get('InstanceName');
      const found = world.instances.filter(
        (one) => (asked.data?.includes(one.id) ?? true) && (name === undefined || one.name === name),
      );
      const { items, of } = pageOf(params, found, 10);
      return {
        ...of,
        Instances: {
          Instance: items.map(({ id, name: InstanceName, ip, status }) => ({
            InstanceId: id,
            InstanceName,
            Status: status,
            InnerIpAddress: { IpAddress: [] },
            VpcAttributes: { VpcId: 'vpc-1', PrivateIpAddress: { IpAddress: [ip] } },
          })),
        },
      };
    },
  },
};
