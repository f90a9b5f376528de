import { z } from 'zod';
import { some } from './fields.ts';
import type { Server } from './servers.ts';
import { ecs, everyPage, type Session } from './session.ts';

const addresses = z.object({ IpAddress: z.array(z.string()).default([]) }).default({ IpAddress: [] });

const schema = z
  .object({
    InstanceId: z.string(),
    InstanceName: some,
    Status: z.string(),
    InnerIpAddress: addresses,
    VpcAttributes: z.object({ PrivateIpAddress: addresses }).default({ PrivateIpAddress: { IpAddress: [] } }),
  })
  .transform((read) => ({
    id: read.InstanceId,
    name: read.InstanceName,
    status: read.Status,
    addresses: [...read.VpcAttributes.PrivateIpAddress.IpAddress, ...read.InnerIpAddress.IpAddress],
  }));
/** What ECS knows of a server. */
export type Instance = z.infer<typeof schema>;

export type Instances = ReadonlyMap<string, Instance>;

const reply = z.object({ Instances: z.object({ Instance: z.array(schema).default([]) }) });

/** The most that may be asked for by id at once. */
const atOnce = 100;

/** The ids of the servers that are ECS instances, each once. */
export const instanceIds = (servers: readonly Server[]): readonly string[] =>
  [...new Set(servers.filter(({ Type }) => Type === 'ecs').map(({ ServerId }) => ServerId))].sort();

/** The instances by id; one that ECS does not know (another account's, a deleted one) is not among them. */
export async function findInstances(session: Session, ids: readonly string[]): Promise<Instances> {
  const parts = Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, part) =>
    ids.slice(part * atOnce, (part + 1) * atOnce),
  );
  const found = await Promise.all(parts.map((part) => listed(session, part)));
  return new Map(found.flat().map((instance) => [instance.id, instance]));
}

const listed = (session: Session, ids: readonly string[]): Promise<readonly Instance[]> =>
  everyPage(
    session,
    { service: ecs, action: 'DescribeInstances', params: { InstanceIds: JSON.stringify(ids) } },
    reply,
    (page) => page.Instances.Instance,
  );
