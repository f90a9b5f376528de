import { type Server, takesRequests } from './servers.ts';

/**
 * Smooth weighted round robin: everyone who may serve earns its weight, the richest serves and pays what all
 * earned. Over any stretch, requests go out in the proportion of the weights, and evenly spread.
 */
export function pick(servers: readonly Server[]): Server | undefined {
  let total = 0;
  let best: Server | undefined;
  for (const server of servers) {
    if (!takesRequests(server)) continue;
    server.credit += server.userWeight;
    total += server.userWeight;
    if (!best || server.credit > best.credit) best = server;
  }
  if (best) best.credit -= total;
  return best;
}
