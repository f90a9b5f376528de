import { z } from 'zod';
import type { SlackClient } from './api.ts';
import { type Call, nothing } from './call.ts';

const opened = z
  .object({ view: z.object({ id: z.string(), hash: z.string() }) })
  .transform(({ view }) => view);

type Views = Pick<SlackClient, 'viewsOpen' | 'viewsUpdate' | 'viewsPublish'>;

export const viewMethods = (call: Call): Views => ({
  viewsOpen: (triggerId, view) => call('views.open', { trigger_id: triggerId, view }, opened),
  viewsUpdate: ({ id, hash }, view) => call('views.update', { view_id: id, hash, view }, opened),
  viewsPublish: async (user, view) => {
    await call('views.publish', { user_id: user, view }, nothing);
  },
});
