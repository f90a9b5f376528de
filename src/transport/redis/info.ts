import type { Client } from './client.ts';

/** What the server, or each master of a cluster, says of itself. */
export const infoOf = (client: Client): Promise<readonly string[]> =>
  Promise.all('nodes' in client ? client.nodes('master').map((node) => node.info()) : [client.info()]);
