import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TrafficOptions {
  /** Of the load balancer, without a path. */
  readonly url: string;
  readonly perSecond: number;
  /** Every so many requests one goes to `/slow`. */
  readonly slowEvery: number;
  readonly timeoutMs: number;
}

/** One second of traffic, by when the requests were sent. */
export interface Second {
  sent: number;
  dropped: number;
  readonly byVersion: Map<string, number>;
}

export interface TrafficRecord {
  readonly sent: number;
  readonly dropped: number;
  readonly byVersion: ReadonlyMap<string, number>;
  /** By HTTP status; what got no answer is under its error's code. */
  readonly byStatus: ReadonlyMap<string, number>;
  readonly seconds: readonly Second[];
}

export interface Traffic {
  /** What has been answered or dropped so far. */
  readonly record: TrafficRecord;
  /** Sends no more, and resolves when all that was sent has been answered or dropped. */
  stop(): Promise<TrafficRecord>;
}

/**
 * Open-loop traffic over kept-alive connections: requests are sent by the clock, however slow the answers are.
 * A request counts as dropped on any connection error, any status but 200, and on a time-out. None is repeated.
 */
export function startTraffic(options: TrafficOptions): Traffic {
  const agent = new Agent({ keepAlive: true });
  const books = openBooks();
  const began = performance.now();
  let open = 0;
  const sendOne = async (): Promise<void> => {
    const n = books.send(Math.floor((performance.now() - began) / 1000));
    const path = n % options.slowEvery === 0 ? '/slow' : '/';
    open += 1;
    books.answered(await ask(`${options.url}${path}`, agent, options.timeoutMs), n);
    open -= 1;
  };
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) * options.perSecond) / 1000);
    while (books.record.sent < due) void sendOne();
  }, 5);
  return {
    record: books.record,
    async stop() {
      clearInterval(timer);
      while (open > 0) await sleep(10);
      agent.destroy();
      return books.record;
    },
  };
}

type Reply = { readonly status: string; readonly version: string };

/** Never rejects: what went wrong is the status. */
function ask(url: string, agent: Agent, timeoutMs: number): Promise<Reply> {
  return new Promise((resolve) => {
    const fail = (error: Error): void =>
      resolve({ status: 'code' in error ? String(error.code) : error.message, version: '' });
    const request = get(url, { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (body += text));
      response.on('error', fail);
      response.on('end', () => resolve({ status: String(response.statusCode), version: firstWord(body) }));
      response.on('close', () => clearTimeout(timer));
    });
    const timer = setTimeout(() => request.destroy(new Error('timed out')), timeoutMs);
    request.on('error', fail);
    request.on('close', () => clearTimeout(timer));
  });
}

const firstWord = (body: string): string => body.trim().split(/\s/)[0] ?? '';

interface Books {
  readonly record: TrafficRecord;
  /** @returns the request's number, from 1 */
  send(second: number): number;
  answered(reply: Reply, n: number): void;
}

function openBooks(): Books {
  const record = {
    sent: 0,
    dropped: 0,
    byVersion: new Map<string, number>(),
    byStatus: new Map<string, number>(),
    seconds: [] as Second[],
  };
  const secondOf = new Map<number, Second>();
  return {
    record,
    send(at) {
      while (record.seconds.length <= at) record.seconds.push({ sent: 0, dropped: 0, byVersion: new Map() });
      const second = record.seconds[at];
      record.sent += 1;
      if (second) {
        second.sent += 1;
        secondOf.set(record.sent, second);
      }
      return record.sent;
    },
    answered({ status, version }, n) {
      const books = [record, secondOf.get(n)].filter((book) => book !== undefined);
      secondOf.delete(n);
      count(record.byStatus, status);
      for (const book of books) {
        if (status === '200') count(book.byVersion, version);
        else book.dropped += 1;
      }
    },
  };
}

const count = (map: Map<string, number>, key: string): void => {
  map.set(key, (map.get(key) ?? 0) + 1);
};
