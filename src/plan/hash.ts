import { createHash } from 'node:crypto';
import type { Plan } from '../model/plan.ts';

type Body = Omit<Plan, 'warnings' | 'estimateMs' | 'hash'>;

/**
 * SHA-256 over what a person approves: hosts, releases, order, weights and states, and the freeze that it overrides. Health is shown but not hashed: a
 * member that flaps would make a fix for it impossible to approve. Keys are sorted, as the database keeps no order.
 */
export function hashOf({ floor, batches, ...body }: Body): string {
  const approved = {
    ...body,
    floor: floor.map(({ pool, members, minInService }) => ({ pool, members, minInService })),
    batches: batches.map((batch) => ({ ...batch, hosts: batch.hosts.map(withoutHealth) })),
  };
  return createHash('sha256')
    .update(JSON.stringify(sorted(approved)))
    .digest('hex');
}

const withoutHealth = ({ members, ...host }: Body['batches'][number]['hosts'][number]) => ({
  ...host,
  members: members.map(({ inService: _, ...member }) => member),
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
