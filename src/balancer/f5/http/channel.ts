import { type Agent, request } from 'undici';
import type { F5Address, F5Trust } from '../../../model/provider/f5.ts';
import { createGate } from '../../../transport/gate.ts';
import { patiently } from './patience.ts';
import type { Answer, Question } from './question.ts';
import { timedOut, troubleOf } from './trouble.ts';
import { connectionsAtOnce, openAgent } from './trust.ts';

/** HTTPS to one unit. */
export interface Channel {
  /** For messages: `10.0.0.5:443`. */
  readonly unit: string;
  /** Gives any answer, whatever its status; one of "too busy" only when it stays so. */
  send(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

export interface ChannelOptions {
  readonly target: string;
  readonly address: F5Address;
  readonly trust: F5Trust;
  readonly timeoutMs: number;
  demandMayChange(target: string): void;
}

/** Nothing is connected, and no CA read, before the first question. */
export function createChannel(options: ChannelOptions): Channel {
  const { host, port } = options.address;
  const unit = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const gate = createGate(connectionsAtOnce);
  let agent: Promise<Agent> | undefined;
  const opened = (): Promise<Agent> => {
    agent ??= openAgent(options.trust, options.timeoutMs).catch((error) => {
      // The next question reads the CA again: it may be there by then.
      agent = undefined;
      throw error;
    });
    return agent;
  };
  return {
    unit,
    send: (question) => patiently(() => gate(() => sendOnce({ ...options, unit, opened }, question))),
    close: async () => void (await (await agent?.catch(() => undefined))?.destroy()),
  };
}

interface Line extends ChannelOptions {
  readonly unit: string;
  opened(): Promise<Agent>;
}

/** The time is for the whole answer, and starts when it is this question's turn. */
async function sendOnce(line: Line, question: Question): Promise<Answer> {
  const { unit, target, timeoutMs } = line;
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const dispatcher = await line.opened();
    if (question.changes) line.demandMayChange(target);
    const { statusCode, headers, body } = await request(`https://${unit}${question.path}`, {
      method: question.method,
      dispatcher,
      signal: late,
      headers: { ...question.headers },
      ...(question.body !== undefined && { body: question.body }),
    });
    const text = await body.text();
    return { status: statusCode, text, ...retryAfter(headers['retry-after']) };
  } catch (error) {
    throw late.aborted ? timedOut(question, unit, target, timeoutMs) : troubleOf(error, unit, target);
  }
}

function retryAfter(header: string | string[] | undefined): Pick<Answer, 'retryAfterMs'> {
  const seconds = Number(header);
  return header !== undefined && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {};
}
