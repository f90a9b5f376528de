import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Sockets } from '../delivery/sockets.ts';
import type { JsonObject } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import type { Answer, Api } from './api.ts';
import { argumentsIn, fileIn, readAll } from './body.ts';
import { Refusal } from './refusal.ts';
import { respond } from './response-urls.ts';
import type { WebTroubles } from './trouble.ts';

interface Parts {
  readonly workspace: Workspace;
  readonly api: Api;
  readonly sockets: Sockets;
  readonly troubles: WebTroubles;
}

export interface SlackServer {
  stop(): Promise<void>;
}

/** Serves the Web API, response_urls, upload URLs and the sockets of Socket Mode on one port of the loopback interface. */
export async function startServer(parts: Parts): Promise<SlackServer> {
  const server = createServer((request, response) => {
    answer(parts, request)
      .catch((error: unknown): Answer => {
        parts.workspace.problem(`the stand-in itself failed: ${String(error)}`);
        return { status: 500, body: { ok: false, error: 'internal_error' } };
      })
      .then((given) => send(response, given));
  });
  server.on('upgrade', (request, socket, head) => parts.sockets.accept(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in got no port');
  parts.workspace.origin = `http://127.0.0.1:${address.port}`;
  return {
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, { status, body, headers, lost }: Answer): void {
  if (lost === true) {
    response.socket?.destroy();
    return;
  }
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

async function answer(parts: Parts, request: IncomingMessage): Promise<Answer> {
  const body = await readAll(request);
  const type = request.headers['content-type'] ?? '';
  const [, root, ...rest] = new URL(request.url ?? '/', 'http://localhost').pathname.split('/');
  const name = rest.at(-1) ?? '';
  if (root === 'upload') return upload(parts, name, await fileIn(body, type));
  const args = argumentsIn(body, type);
  if (args === undefined || request.method !== 'POST') {
    parts.workspace.problem(
      `${name}: ${request.method} with ${type || 'no content type'} is no form or JSON object`,
    );
    return { status: 200, body: { ok: false, error: 'invalid_post_type' } };
  }
  if (root === 'response') return responded(parts, name, args);
  // The official client adds the team_id to every call that it makes for a listener.
  const { token: given, team_id: _team, ...more } = args;
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? (typeof given === 'string' ? given : undefined);
  return parts.api.call({ name, args: more, token });
}

function upload({ workspace, troubles }: Parts, id: string, content: Buffer): Answer {
  const mishap = troubles.next('upload_url');
  const file = workspace.files.get(id);
  const ok = file !== undefined && mishap?.kind !== 'status';
  if (ok) file.content = content;
  const status = ok ? 200 : mishap?.kind === 'status' ? mishap.status : 404;
  const at = workspace.clock.elapsed();
  workspace.calls.push({ method: 'upload_url', at, args: { id, size: content.length }, status, ok });
  return { status, body: { ok }, lost: mishap?.kind === 'lost' };
}

/** Slack answers `404` with `used_url` or `expired_url` when a response_url is spent. */
function responded({ workspace, troubles }: Parts, id: string, args: JsonObject): Answer {
  const mishap = troubles.next('response_url');
  const channel = workspace.responseUrls.get(id)?.channel;
  const record = (status: number, error?: string) =>
    workspace.calls.push({
      method: 'response_url',
      at: workspace.clock.elapsed(),
      args,
      ...(channel !== undefined && { channel }),
      status,
      ok: error === undefined,
      ...(error !== undefined && { error }),
    });
  try {
    if (mishap?.kind === 'status') throw new Refusal('internal_error');
    respond(workspace, id, args);
    record(200);
    return { status: 200, body: { ok: true }, lost: mishap?.kind === 'lost' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.breach)
      workspace.problem(`response_url: ${[error.code, error.more.errors ?? []].flat().join('; ')}`);
    const status = mishap?.kind === 'status' ? mishap.status : 404;
    record(status, error.code);
    return { status, body: { ok: false, error: error.code, ...error.more } };
  }
}
