import type { ProbeSpec } from '../../model/probe.ts';
import { absolute, type Place } from '../files.ts';
import type { ProbeInput } from '../schema/verify.ts';
import { given } from './given.ts';

/** Validation has seen to it that a probe is exactly one of http, tcp and command. */
export function probeSpecs(inputs: readonly ProbeInput[], place: Place): ProbeSpec[] {
  return inputs.flatMap((input): ProbeSpec[] => {
    const patience = { withinMs: input.within, intervalMs: input.interval, successes: input.successes };
    const { http, tcp, command } = input;
    if (http) return [{ ...patience, ...httpProbe(http, place) }];
    if (tcp) return [{ ...patience, kind: 'tcp' as const, ...tcpProbe(tcp) }];
    return command
      ? [{ ...patience, kind: 'command' as const, command: command.run, timeoutMs: command.timeout }]
      : [];
  });
}

const tcpProbe = ({ port, address, timeout }: NonNullable<ProbeInput['tcp']>) => ({
  port,
  address,
  timeoutMs: timeout,
});

function httpProbe(http: NonNullable<ProbeInput['http']>, place: Place) {
  const { url, method, headers, status, body, tls, timeout } = http;
  const caFile = tls.ca === undefined ? undefined : absolute(tls.ca, place);
  return {
    kind: 'http' as const,
    url,
    method,
    headers,
    status,
    timeoutMs: timeout,
    tls: { verify: tls.verify, ...given({ caFile, serverName: tls.serverName }) },
    ...given({ body }),
  };
}
