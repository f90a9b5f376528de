import { Agent } from 'undici';
import { z } from 'zod';
import { Failure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';
import { type Exchange, exchange } from './exchange.ts';
import { refusal } from './refusal.ts';

export interface PlusOptions {
  /** For messages: `lb1`. */
  readonly target: string;
  /** Where the `api` directive answers, without a version and a final slash: `http://127.0.0.1:8080/api`. */
  readonly url: string;
  /** For one request, in milliseconds. */
  readonly timeoutMs: number;
  /** Called right before a request that changes something is sent; throws where that may not be any more. */
  demandMayChange(target: string): void;
}

/** The NGINX Plus API (ngx_http_api_module), in the newest version that both sides know. */
export interface PlusApi {
  /**
   * @param path below the version: `http/upstreams/web`
   * @param where what is asked about, for messages: `lb1/web`
   */
  get<T>(path: string, schema: z.ZodType<T>, where: string): Promise<T>;
  patch<T>(path: string, body: object, schema: z.ZodType<T>, where: string): Promise<T>;
  close(): Promise<void>;
}

/** NGINX Plus R20 and later; what is used here is the same in all of them ("Compatibility" of its documentation). */
const versions = { oldest: 6, newest: 9 };

export function createPlusApi(options: PlusOptions): PlusApi {
  const { target, url, timeoutMs } = options;
  const agent = new Agent({ connections: 4 });
  const ask = <T>(what: Pick<Exchange, 'method' | 'url' | 'body'>, schema: z.ZodType<T>, where: string) =>
    exchange({ ...what, target, timeoutMs, agent }).then((answer) => read(answer, schema, where));
  let version: number | undefined;

  async function urlOf(path: string): Promise<string> {
    version ??= newest(await ask({ method: 'GET', url }, z.array(z.number()), target), target);
    return `${url}/${version}/${path}`;
  }

  return {
    get: async (path, schema, where) => ask({ method: 'GET', url: await urlOf(path) }, schema, where),
    async patch(path, body, schema, where) {
      const asked = { method: 'PATCH' as const, url: await urlOf(path), body };
      options.demandMayChange(target);
      return ask(asked, schema, where);
    },
    close: () => agent.destroy(),
  };
}

function newest(offered: readonly number[], target: string): number {
  const known = offered.filter((version) => version >= versions.oldest && version <= versions.newest);
  if (known.length > 0) return Math.max(...known);
  const text = kept`${target} offers the versions ${offered.join(', ')} of its API; one of ${versions.oldest} to ${versions.newest} is needed.`;
  throw new Failure('invalid', target, text);
}

/** @throws Failure for anything but success with the fields that are needed */
function read<T>({ status, text }: { status: number; text: string }, schema: z.ZodType<T>, where: string): T {
  if (status < 200 || status > 299) throw refusal(status, text, where);
  const answer = schema.safeParse(jsonOf(text));
  if (answer.success) return answer.data;
  const field = answer.error.issues[0]?.path.join('.') || kept`the answer`;
  throw new Failure(
    'failed',
    where,
    kept`The API's answer about ${where} can't be read at ${field}: is it the NGINX Plus API?`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
