import { randomUUID } from 'node:crypto';
import type { Acked, JsonObject } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import type { Line, Parcel } from './parcel.ts';
import type { SocketAck, Sockets } from './sockets.ts';

type Outcome = Acked & { readonly broke: boolean };

interface Waiting {
  readonly parcel: Parcel;
  readonly sentAt: number;
  readonly settle: (outcome: Outcome) => void;
}

/** Envelopes over Socket Mode, and their acknowledgements. */
export function createSocketLine(
  workspace: Workspace,
  sockets: Sockets,
): Line & { onOpen(then: () => void): void; stop(): void } {
  const waiting = new Map<string, Waiting>();
  const done = new Map<string, string>();
  let opened = () => {};
  sockets.watch({ onAck: acknowledge, onOpen: () => opened() });

  function acknowledge({ envelope_id: id, payload = {} }: SocketAck): void {
    const found = waiting.get(id);
    const before = done.get(id);
    if (found !== undefined) {
      if (found.parcel.kind === 'events_api' && Object.keys(payload).length > 0) {
        workspace.problem(`${found.parcel.what} takes no payload with its acknowledgement`);
      }
      finish(id, found, { acked: true, payload, broke: false });
    } else if (before !== undefined)
      workspace.problem(`${before} was acknowledged a second time, or too late`);
    else workspace.problem(`the unknown envelope ${id} was acknowledged`);
  }

  function finish(
    id: string,
    { parcel, sentAt, settle }: Waiting,
    how: Pick<Outcome, 'acked' | 'payload' | 'broke'>,
  ): void {
    waiting.delete(id);
    done.set(id, parcel.what);
    settle({ ...how, delivered: true, ms: performance.now() - sentAt });
  }

  function send(parcel: Parcel): Promise<Outcome> {
    const id = randomUUID();
    const line = sockets.send(envelope(id, parcel));
    if (line === undefined) {
      return Promise.resolve({ acked: false, delivered: false, ms: 0, payload: {}, broke: true });
    }
    return new Promise((resolve) => {
      const giveUp = (broke: boolean) => {
        const found = waiting.get(id);
        if (found !== undefined) finish(id, found, { acked: false, payload: {}, broke });
      };
      const timer = setTimeout(() => giveUp(false), workspace.ackTimeoutMs);
      line.onClose(() => giveUp(true));
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      waiting.set(id, { parcel, sentAt: performance.now(), settle });
    });
  }

  return {
    send,
    onOpen: (then) => {
      opened = then;
    },
    stop: () => {
      for (const [id, one] of [...waiting]) finish(id, one, { acked: false, payload: {}, broke: true });
    },
  };
}

const envelope = (id: string, { kind, payload, retry }: Parcel): JsonObject => ({
  envelope_id: id,
  type: kind,
  accepts_response_payload: kind !== 'events_api',
  payload,
  ...(kind === 'events_api' && { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' }),
});
