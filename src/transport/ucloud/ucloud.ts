import { setTimeout as pause } from 'node:timers/promises';
import { Agent } from 'undici';
import type { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { type Answer, type Asked, refusalIn } from './answer.ts';
import type { CodeMeanings } from './codes.ts';
import { post } from './post.ts';
import { signed, type UcloudKeys, type UcloudParams } from './sign.ts';

export interface UcloudOptions extends UcloudKeys {
  /** `https://api.ucloud.cn` unless it is another one. */
  readonly endpoint: string;
  readonly region: string;
  readonly projectId: string;
  /** For one call with its answer, in milliseconds, also where it has to be tried again. */
  readonly timeoutMs: number;
  /** What a product's own codes mean, beside those that all have. */
  readonly codes: CodeMeanings;
  /** Called right before a request that changes something is sent; throws where that may not be any more. */
  demandMayChange(target: string): void;
}

export interface Call extends Asked {
  readonly params: UcloudParams;
}

/** UCloud's API, for any product: one project in one region. */
export interface Ucloud {
  /** @throws Failure also where the answer is not as the schema has it (`failed`) */
  ask<T>(call: Call, schema: z.ZodType<T>): Promise<T>;
  change(call: Call): Promise<void>;
  close(): Promise<void>;
}

/**
 * Each request has a connection of its own: one that was kept may have been closed over there in the meantime, and
 * whether a change took effect would be unknown.
 */
export function createUcloud(options: UcloudOptions): Ucloud {
  const dispatcher = new Agent({ pipelining: 0 });
  const line = { ...options, dispatcher };
  return {
    ask: async (call, schema) => parsed(await insist(line, call, () => undefined), schema, call),
    change: async (call) => void (await insist(line, call, () => options.demandMayChange(call.where))),
    close: () => dispatcher.destroy(),
  };
}

interface Line extends UcloudOptions {
  readonly dispatcher: Agent;
}

/** Tries again, within the time of one call, what was refused only for now; nothing that may have taken effect. */
async function insist(line: Line, { action, where, params }: Call, demand: () => void): Promise<Answer> {
  const { region, projectId, codes, endpoint, dispatcher, timeoutMs } = line;
  const form = signed({ Action: action, Region: region, ProjectId: projectId, ...params }, line);
  const late = AbortSignal.timeout(timeoutMs);
  const exchange = { action, where, endpoint, dispatcher, timeoutMs, form, late };
  for (let tries = 1; ; tries += 1) {
    const answer = await post(exchange, demand);
    const refusal = refusalIn(answer, { action, where }, codes, line);
    if (refusal === undefined) return answer;
    if (!refusal.passes || !(await waited(tries, late))) throw refusal.failure;
  }
}

/** Twice as long each time, up to 3 s, and never exactly: many that were refused together shall not come together again. */
function waited(tries: number, late: AbortSignal): Promise<boolean> {
  const ms = Math.min(3_000, 200 * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
  return pause(ms, true, { signal: late }).catch(() => false);
}

function parsed<T>(answer: Answer, schema: z.ZodType<T>, { action, where }: Call): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') ?? kept`its top`;
  throw new Failure(
    'failed',
    where,
    kept`UCloud's answer to ${action} for ${where} can't be read at ${field}.`,
  );
}
