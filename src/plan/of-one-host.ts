import { type Cluster, namesIn } from '../model/cluster.ts';

/** The most members that one of the cluster's hosts has in the pool: as many as a host takes out of it at once. */
export const mostOfOneHost = ({ hosts }: Pick<Cluster, 'hosts'>, pool: string): number =>
  Math.max(1, ...hosts.map((host) => namesIn(host, { id: pool }).length));
