import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { AliyunCredentials } from '../../model/aliyun.ts';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { createGate, type Gate } from '../gate.ts';
import { createKeys } from './credentials.ts';
import type { Deadline } from './deadline.ts';
import type { Keys } from './key.ts';
import { isBusy, isStale, refusal, stillBusy } from './refusal.ts';
import { endpointOf, type Request } from './request.ts';
import { type Answer, createRpc, type Rpc } from './rpc.ts';

export interface AliyunOptions {
  /** What messages call the account: `ali`. */
  readonly target: string;
  readonly region: string;
  /** Another address of the API; `{service}` in it stands for the service's name. */
  readonly endpoint?: string;
  readonly credentials: AliyunCredentials;
  /** Called right before a request that changes something is sent; throws where that may not be any more. */
  demandMayChange(target: string): void;
}

export interface Aliyun {
  /**
   * Asks until there is an answer other than "not now", or no time left.
   * @param reply what is needed of the reply
   * @throws Failure by what the answer's code means; `timeout` where it was "not now" to the end
   */
  ask<S extends z.ZodType>(request: Request, reply: S, deadline: Deadline): Promise<z.output<S>>;
  close(): void;
}

interface Account extends AliyunOptions {
  readonly rpc: Rpc;
  readonly keys: Keys;
  readonly gate: Gate;
}

/** Aliyun counts the requests of a whole account, and others need some. */
const requestsAtOnce = 8;

/** One account in one region; nothing is connected before it is used. */
export function createAliyun(options: AliyunOptions): Aliyun {
  const { credentials, target } = options;
  const rpc = createRpc();
  const account = {
    ...options,
    rpc,
    keys: createKeys(credentials, target),
    gate: createGate(requestsAtOnce),
  };
  return {
    ask: async (request, reply, deadline) => parse(await persist(account, request, deadline), reply, request),
    close: rpc.close,
  };
}

/** Each try has a signature of its own. A temporary key that has just ended is replaced, once. */
async function persist(account: Account, request: Request, deadline: Deadline): Promise<unknown> {
  let renewed = false;
  for (let tries = 1; ; tries += 1) {
    const answer = await account.gate(() => send(account, request, deadline));
    if (answer.is === 'reply') return answer.body;
    if (isStale(answer) && !renewed && account.keys.renew()) renewed = true;
    else if (isBusy(answer))
      await waitBefore(tries, () => stillBusy(answer, request, deadline.totalMs), deadline);
    else throw refusal(answer, request);
  }
}

async function send(account: Account, request: Request, deadline: Deadline): Promise<Answer> {
  const key = await account.keys.get();
  const timeoutMs = deadline.leftMs();
  if (timeoutMs < 1) throw outOfTime(request, deadline);
  return account.rpc.send(request, {
    endpoint: endpointOf(request.service, account.region, account.endpoint),
    region: account.region,
    key,
    timeoutMs: Math.ceil(timeoutMs),
    beforeSending: () => {
      if (request.changes) account.demandMayChange(request.where);
    },
  });
}

const firstMs = 200;
const mostMs = 5_000;

/** Twice as long each time, less a random part, so that those who collided do not do so again. */
async function waitBefore(tries: number, tooLate: () => Failure, deadline: Deadline): Promise<void> {
  const ms = Math.min(firstMs * 2 ** (tries - 1), mostMs) * (0.5 + Math.random() / 2);
  if (ms >= deadline.leftMs()) throw tooLate();
  await pause(ms);
}

const outOfTime = ({ where, action }: Request, { totalMs }: Deadline): Failure =>
  new Failure(
    'timeout',
    where,
    kept`There was no time left for ${action} for ${where} within ${totalMs} ms.`,
  );

function parse<S extends z.ZodType>(body: unknown, reply: S, { where, action }: Request): z.output<S> {
  const read = reply.safeParse(body);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') || kept`its beginning`;
  throw new Failure(
    'failed',
    where,
    kept`Aliyun's reply to ${action} for ${where} can't be read at ${field}.`,
  );
}
