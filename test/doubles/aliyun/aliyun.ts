import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ecsActions } from './ecs.ts';
import { letIn, type Params } from './entry.ts';
import { createMetadataService, freshMetadata, type Metadata } from './metadata.ts';
import { checkParams } from './params.ts';
import { Refusal } from './refusal.ts';
import { type Rendered, renderError, renderReply } from './render.ts';
import { type Action, slbReads } from './slb.ts';
import { slbWrites } from './slb-writes.ts';
import type { World } from './world.ts';

export interface AliyunDouble {
  /** Of the API and of the metadata service. */
  readonly url: string;
  readonly world: World;
  readonly metadata: Metadata;
  readonly faults: Faults;
  /** Every request that was let in, in order. */
  readonly requests: Params[];
  /** The codes of all errors that were answered, in order. */
  readonly refusals: string[];
  stop(): Promise<void>;
}

/** Ways to answer badly, all off at first. */
export interface Faults {
  /** The next requests are refused with these. */
  readonly next: Refusal[];
  /** What RAM forbids, as `slb:SetBackendServers`. */
  readonly forbidden: Set<string>;
  ineffective: boolean;
  /** How long a change is under way, in milliseconds. */
  writeMs: number;
  /** So many characters of each answer are sent, then the connection closes. */
  cutAfter: number | undefined;
  /** Connections end before anything is answered. */
  away: boolean;
  /** Runs before a request is looked at; what it returns is waited for. */
  before: (action: string, params: Params) => void | Promise<void>;
}

export const noFaults = (): Faults => ({
  next: [],
  forbidden: new Set(),
  ineffective: false,
  writeMs: 3,
  cutAfter: undefined,
  away: false,
  before: () => undefined,
});

/**
 * Aliyun's RPC interface ("Request syntax", "Signature method") with what SLB and ECS answer to the actions that are
 * used of them, and an instance's metadata service, on 127.0.0.1. Strict: it counts signatures by itself, wants a new
 * nonce each time, and refuses parameters that the documents do not have.
 */
export async function startAliyun(world: World): Promise<AliyunDouble> {
  const faults = noFaults();
  const metadata = freshMetadata();
  const serveMetadata = createMetadataService(metadata, world);
  const requests: Params[] = [];
  const refusals: string[] = [];
  const nonces = new Set<string>();
  const open = new Set<Socket>();
  const actions = actionsOf(faults);

  async function serve(request: IncomingMessage): Promise<Rendered> {
    const found = serveMetadata(request);
    if (found) return found;
    const params = await paramsOf(request);
    const [action = '', format, id] = [params.get('Action'), params.get('Format'), randomUUID()];
    try {
      await faults.before(action, params);
      const known = actions.get(`${params.get('Version')} ${action}`);
      if (!known)
        throw new Refusal(
          404,
          'InvalidAction.NotFound',
          'Specified api is not found, please check your url and method.',
        );
      letIn(world, nonces, request.method ?? '', params);
      requests.push(params);
      return renderReply(action, await answer(known, params), format, id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error.code);
      return renderError(error, format, id, request.headers.host ?? '');
    }
  }

  async function answer({ name, action }: Known, params: Params) {
    const next = faults.next.shift();
    if (next) throw next;
    if (faults.forbidden.has(name))
      throw new Refusal(
        403,
        'Forbidden.RAM',
        `User not authorized to operate on the specified resource, or this API doesn't support RAM.`,
      );
    checkParams(params, action.takes);
    const region = params.get('RegionId') ?? world.region;
    if (region !== world.region)
      throw new Refusal(404, 'InvalidRegionId.NotFound', 'The specified RegionId does not exist.');
    return action.run(world, params);
  }

  const server = createServer((request, response) => {
    if (faults.away) return void response.destroy();
    serve(request).then(
      (rendered) => send(response, rendered, faults.cutAfter),
      (error: Error) => response.destroy(error),
    );
  });
  server.on('connection', (socket) => {
    if (faults.away) socket.destroy();
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    world,
    metadata,
    faults,
    requests,
    refusals,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Known {
  /** As RAM calls it. */
  readonly name: string;
  readonly action: Action;
}

function actionsOf(faults: Faults): ReadonlyMap<string, Known> {
  const writing = {
    get takesMs() {
      return faults.writeMs;
    },
    get ineffective() {
      return faults.ineffective;
    },
  };
  const of = (service: string, version: string, all: Readonly<Record<string, Action>>): [string, Known][] =>
    Object.entries(all).map(([name, action]) => [
      `${version} ${name}`,
      { name: `${service}:${name}`, action },
    ]);
  return new Map([
    ...of('slb', '2014-05-15', { ...slbReads, ...slbWrites(writing) }),
    ...of('ecs', '2014-05-26', ecsActions),
  ]);
}

/** From the address, and from the form that a POST carries. */
async function paramsOf(request: IncomingMessage): Promise<Params> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const query = new URL(request.url ?? '/', 'http://double').searchParams;
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(isForm ? Buffer.concat(chunks).toString('utf8') : '');
  return new Map([...query, ...form]);
}

function send(
  response: ServerResponse,
  { status, type, body }: Rendered,
  cutAfter: number | undefined,
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  if (cutAfter === undefined || cutAfter >= body.length) response.end(body);
  else response.write(body.slice(0, cutAfter), () => response.destroy());
}
