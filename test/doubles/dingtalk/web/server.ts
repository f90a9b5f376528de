import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Rates } from '../rates.ts';
import { type Stream, safeJson } from '../stream.ts';
import { app, type World } from '../world.ts';
import { type Answer, ok, refused } from './answer.ts';
import { createAndDeliver, updateCard } from './cards.ts';
import { sendToGroup, sendToPeople } from './robot.ts';
import type { Tokens } from './tokens.ts';
import type { Troubles } from './trouble.ts';
import { sayBySession } from './webhook.ts';

export interface Parts {
  readonly world: World;
  readonly rates: Rates;
  readonly tokens: Tokens;
  readonly stream: Stream;
  readonly troubles: Troubles;
}

const opening = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  ua: z.string().optional(),
  subscriptions: z.array(z.strictObject({ type: z.enum(['EVENT', 'CALLBACK']), topic: z.string() })).min(1),
});

export async function startServer(parts: Parts) {
  const { stream, troubles } = parts;
  const server = createServer((request, response) => {
    void handle(parts, origin(), request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (troubles.isAway()) return void socket.destroy();
    stream.accept(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: string | AddressInfo | null = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const origin = () => `http://127.0.0.1:${port}`;
  return {
    origin: origin(),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  parts: Parts,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, troubles } = parts;
  const body = safeJson(await textOf(request));
  const url = new URL(request.url ?? '/', origin);
  const path = url.pathname.slice(1);
  if (troubles.isAway()) return void request.socket.destroy();
  const answer = troubles.instead(path) ?? answerOf(parts, { origin, url, path, request, body });
  const record = z.record(z.string(), z.unknown()).catch({});
  world.calls.push({ path, body: record.parse(body), status: answer.status });
  if (troubles.loses(path)) return void request.socket.destroy();
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.body));
}

interface In {
  readonly origin: string;
  readonly url: URL;
  readonly path: string;
  readonly request: IncomingMessage;
  readonly body: unknown;
}

function answerOf(parts: Parts, { origin, url, path, request, body }: In): Answer {
  const { world, rates, tokens, stream } = parts;
  if (body === undefined) return refused(400, 'InvalidJson');
  if (path === 'robot/sendBySession')
    return sayBySession(world, rates, url.searchParams.get('session') ?? '', body);
  if (path === 'v1.0/oauth2/accessToken') return tokens.give(body);
  if (path === 'v1.0/gateway/connections/open') return open(stream, origin, body);
  const token = request.headers['x-acs-dingtalk-access-token'];
  if (!tokens.isGood(typeof token === 'string' ? token : undefined))
    return refused(400, 'InvalidAuthentication', 'the access token is not valid');
  switch (`${request.method} ${path}`) {
    case 'POST v1.0/robot/groupMessages/send':
      return sendToGroup(world, rates, body);
    case 'POST v1.0/robot/oToMessages/batchSend':
      return sendToPeople(world, rates, body);
    case 'POST v1.0/card/instances/createAndDeliver':
      return createAndDeliver(world, rates, body);
    case 'PUT v1.0/card/instances':
      return updateCard(world, body);
    default:
      return refused(404, 'InvalidAction.NotFound');
  }
}

function open(stream: Stream, origin: string, body: unknown): Answer {
  const read = opening.safeParse(body);
  if (!read.success) return refused(400, 'invalidParameter', read.error.message);
  const { clientId, clientSecret, subscriptions } = read.data;
  if (clientId !== app.clientId || clientSecret !== app.clientSecret) return refused(401, 'authFailed');
  const topics = subscriptions.filter(({ type }) => type === 'CALLBACK').map(({ topic }) => topic);
  return ok({ endpoint: `${origin.replace('http', 'ws')}/connect`, ticket: stream.ticket(topics) });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
