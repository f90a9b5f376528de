import { hostsOf } from './pools.ts';

export interface Around {
  readonly clusters: readonly string[];
  readonly hosts: number;
  /** So many members of each pool must serve at any time. */
  readonly floor: number;
  /** The load balancer's socket. */
  readonly socket: string;
  readonly database: string;
  readonly redis: string;
  readonly dataDir: string;
  /** The file that gets a line `ROLLOUT HOST RELEASE` for each deploy that runs. */
  readonly jobs: string;
  /** Where `spoilt-HOST` makes that host's deploys fail. */
  readonly folder: string;
}

/** The configuration that all of the bots have, except for where each keeps its own files. */
export const rolloutYml = ({ clusters, socket, database, redis, dataDir, ...around }: Around): string =>
  // JSON is YAML too.
  JSON.stringify({
    providers: { lb1: { type: 'haproxy', socket, timeout: '5s' } },
    clusters: Object.fromEntries(clusters.map((name) => [name, clusterOf(name, around)])),
    store: { url: database },
    locks: { url: redis },
    dataDir,
  });

const clusterOf = (
  name: string,
  { hosts, floor, jobs, folder }: Pick<Around, 'hosts' | 'floor' | 'jobs' | 'folder'>,
) => ({
  pools: [`lb1/${name}`],
  hosts: hostsOf(name, hosts),
  deploy: {
    local: true,
    commands: [
      `echo "$ROLLOUT_ID $ROLLOUT_HOST $ROLLOUT_RELEASE" >> '${jobs}'`,
      `test ! -e '${folder}/spoilt-'"$ROLLOUT_HOST"`,
    ],
  },
  verify: [{ command: 'true' }],
  strategy: { batch: '2', minInService: floor, connections: { within: '5s' } },
  access: { distinctApprover: true },
});
