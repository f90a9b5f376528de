import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Account, type Answered, type Params, paramsOf, refusal, refusedAtGate } from './gateway.ts';
import { type DoubleUlb, ulbActions, ulbRules } from './ulb.ts';

/** Ways to answer badly, all off at first. */
export interface UcloudFaults {
  /** So many requests are refused as too many. */
  throttle: number;
  /** Refuses everything, or only what changes something. */
  refuse: { readonly what: 'all' | 'changes'; readonly code: number; readonly message: string } | undefined;
  /** Changes are a success, and nothing is changed. */
  ineffective: boolean;
  /** So many characters of each answer are sent, then the connection breaks. */
  cutAfter: number | undefined;
  /** The connection breaks without an answer. */
  hangUp: boolean;
  /** Gives this to every request. */
  instead: { readonly status: number; readonly text: string; readonly location?: string } | undefined;
  /** Runs before a request is looked at; what it returns is waited for. */
  before: (action: string, params: Params) => void | Promise<void>;
}

export const noUcloudFaults = (): UcloudFaults => ({
  throttle: 0,
  refuse: undefined,
  ineffective: false,
  cutAfter: undefined,
  hangUp: false,
  instead: undefined,
  before: () => undefined,
});

export interface UcloudDouble {
  readonly endpoint: string;
  readonly account: Account;
  /** What it holds; change it as you like. */
  readonly ulbs: DoubleUlb[];
  readonly faults: UcloudFaults;
  /** Every request that came in, in order. */
  readonly requests: Params[];
  stop(): Promise<void>;
}

export const account: Account = {
  publicKey: 'ops@example.com1296235120854146120',
  privateKey: '46f09bb9fab4f12dfc160dae12273d5332b5hunter2',
  projectId: 'org-abc123',
  region: 'cn-bj2',
};

/**
 * UCloud's API as its documents describe it (github.com/UCloudDoc-Team/api): one account with one project in one region.
 * HTTP 200 whatever it says. Strict: it checks each signature by itself, and refuses actions and parameters that the
 * documents do not list, and values of the wrong type or out of range.
 */
export async function startUcloudDouble(ulbs: DoubleUlb[]): Promise<UcloudDouble> {
  const faults = noUcloudFaults();
  const requests: Params[] = [];
  const server = createServer((request, response) => {
    serve(request, response).catch((error: Error) => response.destroy(error));
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const params = await paramsOf(request);
    requests.push(params);
    await faults.before(params.get('Action') ?? '', params);
    if (faults.hangUp) return void response.destroy();
    if (faults.instead) return odd(response, faults.instead);
    const text = JSON.stringify(answerTo(params, ulbs, faults));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    if (faults.cutAfter === undefined) return void response.end(text);
    response.write(text.slice(0, faults.cutAfter), () => response.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    account,
    ulbs,
    faults,
    requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function odd(
  response: ServerResponse,
  { status, text, location }: NonNullable<UcloudFaults['instead']>,
): void {
  response.writeHead(status, { 'content-type': 'text/html', ...(location && { location }) }).end(text);
}

function answerTo(params: Params, ulbs: readonly DoubleUlb[], faults: UcloudFaults): Answered {
  const action = params.get('Action') ?? '';
  if (faults.throttle > 0) {
    faults.throttle -= 1;
    return refusal(153, 'Too many requests');
  }
  const refused = refusedAtGate(params, account, ulbRules);
  if (refused) return refused;
  const { refuse } = faults;
  if (refuse && (refuse.what === 'all' || action.startsWith('Update')))
    return refusal(refuse.code, refuse.message);
  return ulbActions[action]?.(ulbs, params, faults) ?? refusal(161, `Action [${action}] not found`);
}
