import { createDelivery } from './delivery/delivery.ts';
import { createSockets } from './delivery/sockets.ts';
import { createForged, createPeople } from './people.ts';
import { createSeeding } from './seed.ts';
import { createSight } from './sight.ts';
import { tokens } from './tokens.ts';
import type { SlackDouble, SlackOptions } from './types.ts';
import { createApi } from './web/api.ts';
import { methodsWith } from './web/methods.ts';
import { startServer } from './web/server.ts';
import { createWebTroubles } from './web/trouble.ts';
import { createWorkspace } from './workspace.ts';

export type * from './types.ts';

/**
 * Starts a stand-in for Slack on the loopback interface, written from Slack's own pages (docs.slack.dev) and strict about
 * them: what Slack refuses it refuses in Slack's words, what Slack only advises against goes into `problems()`.
 */
export async function startSlack(options: SlackOptions = {}): Promise<SlackDouble> {
  const workspace = createWorkspace(options);
  const sockets = createSockets(workspace);
  const troubles = createWebTroubles();
  const delivery = createDelivery(workspace, sockets);
  delivery.httpTarget = options.httpTarget;
  const api = createApi(workspace, methodsWith(sockets), troubles);
  const server = await startServer({ workspace, api, sockets, troubles });
  return {
    ...createSeeding(workspace),
    ...createPeople(workspace, delivery),
    ...createSight(workspace, sockets),
    apiUrl: `${workspace.origin}/api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret: tokens.signingSecret,
    teamId: workspace.teamId,
    botUserId: workspace.botUserId,
    get httpTarget() {
      return delivery.httpTarget;
    },
    set httpTarget(target) {
      delivery.httpTarget = target;
    },
    forged: createForged(workspace, delivery),
    trouble: {
      ...troubles,
      dropSockets: () => sockets.drop(),
      refreshSockets: () => sockets.refresh(),
      refuseSockets: (times) => sockets.refuse(times),
      sendOver: (those) => sockets.sendOver(those),
      redeliver: () => delivery.redeliver(),
    },
    advance: (ms) => workspace.clock.jump(ms),
    stop: async () => {
      delivery.stop();
      sockets.stop();
      await server.stop();
    },
  };
}
