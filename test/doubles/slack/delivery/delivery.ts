import type { Acked } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import { createHttpLine } from './http-line.ts';
import type { Line, Parcel } from './parcel.ts';
import { createSocketLine } from './socket-line.ts';
import type { Sockets } from './sockets.ts';

export interface Delivery {
  httpTarget: string | undefined;
  deliver(parcel: Parcel): Promise<Acked>;
  redeliver(): Promise<Acked>;
  readonly http: ReturnType<typeof createHttpLine>;
  stop(): void;
}

/** "nearly immediately, after 1 minute, after 5 minutes". https://docs.slack.dev/apis/events-api */
const retryAfterMs = [0, 60_000, 300_000];

/** Sends commands and interactions once, and events until they are acknowledged. */
export function createDelivery(workspace: Workspace, sockets: Sockets): Delivery {
  const socketLine = createSocketLine(workspace, sockets);
  const http = createHttpLine(workspace);
  const timers = new Set<NodeJS.Timeout>();
  /** Events that wait for a socket. */
  const homeless = new Set<() => void>();
  let last: Parcel | undefined;
  let stopped = false;
  socketLine.onOpen(() => {
    for (const resume of [...homeless]) resume();
  });

  async function deliver(parcel: Parcel): Promise<Acked> {
    last = parcel;
    const target = delivery.httpTarget;
    const line: Line = target === undefined ? socketLine : http.to(target);
    const { broke, noRetry, ...acked } = await line.send(parcel);
    if (acked.acked || stopped) return acked;
    if (!broke)
      workspace.problem(
        `${parcel.what} was not acknowledged${acked.status ? `, but answered with ${acked.status}` : ''}`,
      );
    if (parcel.kind === 'events_api' && noRetry !== true) retryLater(parcel, broke);
    return acked;
  }

  function retryLater(parcel: Parcel, broke: boolean): void {
    const attempt = (parcel.retry?.attempt ?? 0) + 1;
    const after = retryAfterMs[attempt - 1];
    if (after === undefined) return;
    const retry = { attempt, reason: broke ? 'connection_failed' : 'timeout' };
    const again = () => {
      homeless.delete(again);
      clearTimeout(timer);
      timers.delete(timer);
      void deliver({ ...parcel, retry });
    };
    const timer = setTimeout(again, workspace.clock.real(after));
    timers.add(timer);
    // Without a socket nothing is lost by waiting for one.
    if (broke && delivery.httpTarget === undefined && sockets.open().length === 0) {
      clearTimeout(timer);
      homeless.add(again);
    }
  }

  const delivery: Delivery = {
    httpTarget: undefined,
    deliver,
    redeliver: async () => {
      if (last === undefined) throw new Error('nothing was delivered yet');
      return deliver(
        last.kind === 'events_api' ? { ...last, retry: { attempt: 1, reason: 'timeout' } } : last,
      );
    },
    http,
    stop: () => {
      stopped = true;
      homeless.clear();
      for (const timer of timers) clearTimeout(timer);
      socketLine.stop();
    },
  };
  return delivery;
}
