import { connect } from 'node:net';
import type { ProbeSpec, Verdict } from '../model/probe.ts';
import { fillText } from './fill.ts';
import { cutShort, verdictOf } from './network.ts';
import type { Probe } from './probe.ts';

type TcpSpec = Extract<ProbeSpec, { kind: 'tcp' }>;

/** Passes where something accepts a connection. */
export const tcpProbe = (spec: TcpSpec): Probe => ({
  name: `tcp ${spec.address}:${spec.port}`, // not shown
  patience: spec,
  check: (target, signal) => tryConnect(fillText(spec.address, target), spec, signal),
});

function tryConnect(host: string, { port, timeoutMs }: TcpSpec, signal: AbortSignal): Promise<Verdict> {
  const what = `${host}:${port}`;
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  if (inTime.aborted) return Promise.resolve(cutShort(what, signal, timeoutMs));
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const give = (verdict: Verdict): void => {
      inTime.removeEventListener('abort', onLate);
      socket.destroy();
      resolve(verdict);
    };
    const onLate = (): void => give(cutShort(what, signal, timeoutMs));
    inTime.addEventListener('abort', onLate, { once: true });
    socket.once('connect', () => give({ answer: 'yes' }));
    socket.on('error', (error) => give(verdictOf(error, what)));
  });
}
