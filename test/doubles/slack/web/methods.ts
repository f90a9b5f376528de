import { z } from 'zod';
import type { Sockets } from '../delivery/sockets.ts';
import { type Method, method } from './method.ts';
import { chat } from './methods/chat.ts';
import { conversations } from './methods/conversations.ts';
import { files } from './methods/files.ts';
import { people } from './methods/people.ts';
import { views } from './methods/views.ts';

/** The methods of the Web API that the stand-in knows. */
export const methodsWith = (sockets: Sockets): Readonly<Record<string, Method>> => ({
  ...people,
  ...chat,
  ...conversations,
  ...views,
  ...files,
  'apps.connections.open': method({
    tier: 'tier1',
    token: 'app',
    args: z.strictObject({}),
    run: () => ({ url: sockets.ticketUrl() }),
  }),
});
