import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import RPCClient from '@alicloud/pop-core';
import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Key } from './key.ts';
import type { Request } from './request.ts';

/** What a service says: a reply, or an error by its code. */
export type Answer =
  | { readonly is: 'reply'; readonly body: unknown }
  | { readonly is: 'refused'; readonly code: string; readonly text: string };

export interface Sending {
  readonly endpoint: string;
  readonly region: string;
  readonly key: Key;
  readonly timeoutMs: number;
  /** Called when all is ready, right before the request goes out; what it throws stops that. */
  beforeSending(): void;
}

export interface Rpc {
  /** @throws Failure `unreachable` or `timeout` where no whole answer came: it may have taken effect or not */
  send(request: Request, sending: Sending): Promise<Answer>;
  close(): void;
}

/** What the client throws for an answer with a `Code`; its own text is not used, as it may quote what was signed. */
const refused = z.object({ data: z.object({ Code: z.string(), Message: z.string().default('') }) });

/** Signed requests through Aliyun's client, over connections that are kept; each has a nonce and a signature of its own. */
export function createRpc(): Rpc {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  };
  return {
    async send(request, sending) {
      const agent = agents[sending.endpoint.startsWith('https:') ? 'https:' : 'http:'];
      try {
        return { is: 'reply', body: await call(request, sending, agent) };
      } catch (error) {
        const answer = refused.safeParse(error);
        if (!answer.success) throw broken(error, request, sending);
        return { is: 'refused', code: answer.data.data.Code, text: answer.data.data.Message };
      }
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** By POST, so that nothing of it stands in an address; `beforeRequest` is run by the client's HTTP package. */
function call(request: Request, sending: Sending, agent: HttpAgent): Promise<unknown> {
  const { endpoint, region, key, timeoutMs, beforeSending } = sending;
  const client = new RPCClient({ endpoint, apiVersion: request.service.version, ...key });
  const params = { RegionId: region, ...request.params };
  return client.request<unknown>(request.action, params, {
    method: 'POST',
    timeout: timeoutMs,
    agent,
    beforeRequest(options: unknown) {
      beforeSending();
      return options;
    },
  });
}

function broken(error: unknown, { action, where }: Request, { timeoutMs, endpoint }: Sending): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Error && error.name === 'RequestTimeoutError')
    return new Failure(
      'timeout',
      where,
      kept`${endpoint} gave no answer to ${action} for ${where} within ${Math.round(timeoutMs)} ms.`,
    );
  return new Failure(
    'unreachable',
    where,
    kept`${endpoint} gave no answer to ${action} for ${where}: ${whyOf(error)}.`,
  );
}

/** The system's code; what is no error of the system is an answer that can't be read, of which nothing is quoted. */
const whyOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : kept`it broke off, or is not from Aliyun`;
