import type { Plan, PlannedHost } from '../../src/model/plan.ts';
import type { HostStatus, Rollout } from '../../src/model/rollout.ts';

const began = new Date(2026, 10, 20, 14, 5, 0);
export const now = new Date(began.getTime() + 72_000);

const weights = [100, 50, 10, 1, 256];

export const plannedHost = (host: string, weight: number): PlannedHost => ({
  host,
  from: 'v1',
  to: 'v2',
  members: [{ pool: 'lb1/web', member: host, now: { weight, state: 'ready' }, inService: true }],
});

const hosts = weights.map((weight, at) => plannedHost(`web-0${at + 1}`, weight));

/** Five hosts of unequal weight, a canary and two batches. */
export const plan: Plan = {
  cluster: 'web',
  kind: 'deploy',
  release: 'v2',
  sizes: { batches: [{ count: 2 }], canary: { count: 1 } },
  hash: '4f2a91c0aa55ff00',
  warnings: ['web-04 is in maint and stays so'],
  batches: [
    { name: 'canary', canary: true, hosts: hosts.slice(0, 1) },
    { name: 'batch 1', canary: false, hosts: hosts.slice(1, 3) },
    { name: 'batch 2', canary: false, hosts: hosts.slice(3) },
  ],
  floor: [{ pool: 'lb1/web', members: 5, minInService: 3, lowest: 3 }],
};

export const rollout: Rollout = {
  id: 'r12',
  cluster: 'web',
  kind: 'deploy',
  release: 'v2',
  requester: 'alice',
  approvers: ['bob'],
  state: 'running',
  plan,
  createdAt: began,
  startedAt: began,
};

export const host = (name: string, rest: Partial<HostStatus> = {}): HostStatus => ({
  host: name,
  batch: 0,
  outcome: 'pending',
  attempt: 1,
  from: 'v1',
  to: 'v2',
  ...rest,
});

/** In the middle: one done, one at work, one asking, two to come. */
export const midway: readonly HostStatus[] = [
  host('web-01', { outcome: 'done', outMs: 4213 }),
  host('web-02', { outcome: 'active', step: 'deploy', attempt: 2 }),
  host('web-03', { outcome: 'asking', step: 'deploy', reason: 'deploy exited 1' }),
  host('web-04'),
  host('web-05'),
];
