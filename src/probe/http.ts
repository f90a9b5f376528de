import { readFile } from 'node:fs/promises';
import { Agent, type Dispatcher, request } from 'undici';
import { asFailure } from '../model/failure.ts';
import type { ProbeSpec, ProbeTarget, Verdict } from '../model/probe.ts';
import { kept } from '../text/say.ts';
import { type BodyMatch, bodyMatch } from './body.ts';
import { fillText, fillUrl } from './fill.ts';
import { cutShort, verdictOf } from './network.ts';
import type { Probe } from './probe.ts';

type HttpSpec = Extract<ProbeSpec, { kind: 'http' }>;

/** So much of a body is looked at, in bytes. */
const mostBody = 1024 * 1024;

/** Asks over a new connection each time, because an old one says nothing about new clients. Redirects are not followed. */
export function httpProbe(spec: HttpSpec): Probe {
  const matches = spec.body === undefined ? undefined : bodyMatch(spec.body);
  return {
    name: `http ${spec.url}`, // not shown
    patience: spec,
    async check(target, signal) {
      try {
        return await ask(spec, matches, target, signal);
      } catch (error) {
        return {
          answer: 'unknown',
          reason: kept`${spec.url} could not be asked: ${asFailure(error, spec.url).message}`,
        };
      }
    },
  };
}

async function ask(
  spec: HttpSpec,
  matches: BodyMatch | undefined,
  target: ProbeTarget,
  signal: AbortSignal,
): Promise<Verdict> {
  const url = fillUrl(spec.url, target);
  const headers = Object.fromEntries(
    Object.entries(spec.headers).map(([name, value]) => [name, fillText(value, target)]),
  );
  const dispatcher = new Agent({ connect: await tlsOptions(spec.tls), pipelining: 0 });
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(spec.timeoutMs)]);
  try {
    const method = spec.method as Dispatcher.HttpMethod;
    const response = await request(url, { method, headers, dispatcher, signal: inTime });
    return await judge(spec, matches, target, url, response);
  } catch (error) {
    if (inTime.aborted) return cutShort(url.href, signal, spec.timeoutMs);
    if (isOurs(error)) throw error;
    return verdictOf(error, url.href);
  } finally {
    await dispatcher.destroy();
  }
}

/** A request that undici itself would not send: a header with a line break, an unknown method. */
const isOurs = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === 'UND_ERR_INVALID_ARG';

async function tlsOptions({ verify, caFile, serverName }: HttpSpec['tls']) {
  return {
    rejectUnauthorized: verify,
    ...(caFile === undefined ? {} : { ca: await readFile(caFile, 'utf8') }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
}

/** Nobody reads on. That the stream was cut off is its last word, and without a listener it would end the process. */
function discard(body: Dispatcher.ResponseData['body']): void {
  body.once('error', (error) => error);
  body.destroy();
}

async function judge(
  spec: HttpSpec,
  matches: BodyMatch | undefined,
  target: ProbeTarget,
  url: URL,
  { statusCode, body }: Dispatcher.ResponseData,
): Promise<Verdict> {
  if (!spec.status.includes(statusCode)) {
    discard(body);
    return {
      answer: 'no',
      reason: kept`${url.href} answered ${statusCode}, not ${either(spec.status)}`,
    };
  }
  if (matches === undefined) {
    discard(body);
    return { answer: 'yes' };
  }
  if (matches(await readBody(body), target)) return { answer: 'yes' };
  return {
    answer: 'no',
    reason: kept`${url.href} answered ${statusCode}, but the body does not contain ${String(spec.body)}`,
  };
}

function either([first, ...others]: readonly number[]): string {
  return others.reduce((some, one) => kept`${some} or ${one}`, String(first));
}

async function readBody(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= mostBody) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBody).toString('utf8');
}
