import type { PoolRecord } from './pool-watch.ts';
import type { Seen } from './runtime-api.ts';
import type { TrafficRecord } from './traffic.ts';

/** All that was seen, none of it told by the bot. */
export interface Evidence {
  readonly release: string;
  readonly traffic: TrafficRecord;
  readonly pool: PoolRecord;
  readonly before: readonly Seen[];
  readonly after: readonly Seen[];
  /** By host: what its app itself answers now, and what was deployed there. */
  readonly hosts: readonly {
    readonly name: string;
    readonly health: string;
    readonly deploys: readonly string[];
  }[];
  /** The exit code of the client that followed the rollout to its end. */
  readonly clientExit: number;
  /** What the demo did in between. */
  readonly notes: readonly string[];
}

export interface Check {
  readonly text: string;
  readonly passed: boolean;
}

/** What has to be true for the demo to pass. */
export function judge(evidence: Evidence): readonly Check[] {
  const { release, traffic, pool, before, after, hosts, clientExit } = evidence;
  return [
    { text: 'no request was dropped', passed: traffic.dropped === 0 && traffic.sent > 0 },
    {
      text: `all apps serve ${release}`,
      passed: hosts.every(({ health }) => health === `${release} healthy`),
    },
    {
      text: 'every host was deployed to exactly once',
      passed: hosts.every(({ deploys }) => deploys.join() === release),
    },
    { text: 'all weights and states are back exactly', passed: same(before, after) },
    { text: 'never more than one host was taken out at once', passed: pool.mostOut === 1 },
    { text: 'the pool could be watched all the time', passed: pool.failures.length === 0 },
    { text: 'the bot’s client says that the rollout succeeded', passed: clientExit === 0 },
  ];
}

const same = (before: readonly Seen[], after: readonly Seen[]): boolean =>
  before.length > 0 && JSON.stringify(before) === JSON.stringify(after);
