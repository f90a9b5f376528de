import { type Amount, amountOf } from '../../model/amount.ts';
import { kept } from '../../text/say.ts';
import type { Finding } from '../finding.ts';
import type { Path } from '../path.ts';
import type { Facts } from './facts.ts';

/** Strategies under which no host could ever be taken out, or whose canary leaves nothing to be a canary for. */
export function capacityFindings(facts: Facts): Finding[] {
  return Object.entries(facts.clusters).flatMap(([name, cluster]) => {
    const total = cluster.hosts.length;
    if (total === 0) return [];
    const path = ['clusters', name, 'strategy'];
    return [
      ...floor(cluster.minInService, total, path),
      ...ceiling(cluster.maxOut, total, path),
      ...canary(cluster.canary, total, path),
    ];
  });
}

const hosts = (total: number): string => (total === 1 ? kept`its one host` : kept`its ${total} hosts`);

function floor(amount: Amount | undefined, total: number, path: Path): Finding[] {
  if (amount === undefined || amountOf(amount, total, 'up') < total) return [];
  const message =
    total === 1
      ? kept`must be \`0\`, said explicitly: the cluster has one host, and serves nothing while that one deploys`
      : kept`never lets one of ${hosts(total)} out; at most ${total - 1} can stay in service during a rollout`;
  return [{ path: [...path, 'minInService'], message, absent: true }];
}

function ceiling(amount: Amount | undefined, total: number, path: Path): Finding[] {
  if (amount === undefined || amountOf(amount, total, 'down') >= 1) return [];
  return [{ path: [...path, 'maxOut'], message: kept`never lets one of ${hosts(total)} out`, absent: true }];
}

function canary(amount: Amount | undefined, total: number, path: Path): Finding[] {
  if (amount === undefined || amountOf(amount, total, 'down') < total) return [];
  return [
    {
      path: [...path, 'canary'],
      message: kept`takes ${hosts(total)} at once; a canary is fewer`,
      absent: true,
    },
  ];
}

/** What is allowed, and hardly meant. */
export function capacityWarnings(facts: Facts): Finding[] {
  return Object.entries(facts.clusters).flatMap(([name, cluster]) => [
    ...(cluster.gated && cluster.canary === undefined
      ? [{ path: ['clusters', name, 'strategy', 'gate'], message: kept`means nothing without a \`canary\`` }]
      : []),
    ...(cluster.verified
      ? []
      : [
          {
            path: ['clusters', name],
            message: kept`has no \`verify\`: only the load balancer's own check tells a bad release`,
          },
        ]),
  ]);
}
