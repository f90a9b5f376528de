import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in and was taken. */
export interface Received {
  readonly body: Record<string, unknown>;
  readonly headers: IncomingMessage['headers'];
}

export interface NoticeReceiver {
  /** Of DingTalk's custom robot, with a token; of a webhook. */
  readonly robotUrl: string;
  readonly webhookUrl: string;
  readonly robotSecret: string;
  readonly webhookSecret: string;
  readonly taken: readonly Received[];
  /** What was not taken, and why. */
  readonly refused: readonly string[];
  /** What the next requests get, instead of an answer by the rules: in order, one each. */
  readonly next: ('hang up' | 'take and hang up' | 'too many' | number)[];
  stop(): Promise<void>;
}

const robotSecret = 'SEC0123456789abcdef';
const webhookSecret = 'a webhook secret';
const token = 'f00d';

/**
 * A DingTalk custom robot, by its documents (signature over `TIMESTAMP\nSECRET`, an hour's leeway, answers with HTTP 200 and
 * `errcode`, 20 messages a minute), and a webhook that checks what our README says of the signature.
 */
export async function startNoticeReceiver(): Promise<NoticeReceiver> {
  const taken: Received[] = [];
  const refused: string[] = [];
  const next: NoticeReceiver['next'] = [];
  const server = createServer(async (request, response) => {
    const text = await read(request);
    const way = next.shift();
    if (way === 'hang up') return void request.socket.destroy();
    if (typeof way === 'number') return void response.writeHead(way).end();
    if (way === 'too many') return answer(response, 130101, 'send too fast');
    const { wrong, status } = judge(request, text);
    if (wrong !== undefined) {
      refused.push(wrong);
      return status === 200 ? answer(response, 310000, wrong) : void response.writeHead(status).end(wrong);
    }
    taken.push({ body: JSON.parse(text), headers: request.headers });
    if (way === 'take and hang up') return void request.socket.destroy();
    return answer(response, 0, 'ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ taken, refused, next, robotSecret, webhookSecret },
    robotUrl: `${at}/robot/send?access_token=${token}`,
    webhookUrl: `${at}/hook`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function judge(
  request: IncomingMessage,
  text: string,
): { readonly wrong: string | undefined; readonly status: number } {
  const url = new URL(request.url ?? '', 'http://localhost');
  return url.pathname === '/robot/send'
    ? { wrong: wrongForRobot(url, text), status: 200 }
    : { wrong: wrongForWebhook(request, text), status: 401 };
}

function answer(response: ServerResponse, errcode: number, errmsg: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ errcode, errmsg }));
}

const hourMs = 3_600_000;

function wrongForRobot({ searchParams }: URL, text: string): string | undefined {
  if (searchParams.get('access_token') !== token) return 'token is not exist';
  const timestamp = searchParams.get('timestamp') ?? '';
  if (!/^\d{13}$/.test(timestamp) || Math.abs(Date.now() - Number(timestamp)) > hourMs)
    return 'invalid timestamp';
  const wanted = createHmac('sha256', robotSecret).update(`${timestamp}\n${robotSecret}`).digest('base64');
  if (searchParams.get('sign') !== wanted) return 'sign not match';
  const { msgtype, markdown } = JSON.parse(text) as { msgtype?: string; markdown?: Record<string, unknown> };
  if (msgtype !== 'markdown' || typeof markdown?.title !== 'string' || typeof markdown.text !== 'string')
    return 'param error';
  return Buffer.byteLength(text) > 20_000 ? 'message too long' : undefined;
}

function wrongForWebhook({ headers, method }: IncomingMessage, text: string): string | undefined {
  if (method !== 'POST') return `a ${method}`;
  const timestamp = String(headers['x-rollout-timestamp']);
  if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) return 'too old';
  const wanted = Buffer.from(
    `v1=${createHmac('sha256', webhookSecret).update(`${timestamp}.${text}`).digest('hex')}`,
  );
  const got = Buffer.from(String(headers['x-rollout-signature']));
  return got.length === wanted.length && timingSafeEqual(got, wanted)
    ? undefined
    : 'signature does not match';
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const part of request) text += part;
  return text;
}
