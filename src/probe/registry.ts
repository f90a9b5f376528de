import { Failure } from '../model/failure.ts';
import type { ProbeSpec } from '../model/probe.ts';
import { kept } from '../text/say.ts';
import { type Ask, commandProbe } from './command.ts';
import { httpProbe } from './http.ts';
import type { Probe } from './probe.ts';
import { tcpProbe } from './tcp.ts';

export interface ProbeDeps {
  /** The cluster's deployer's `ask`, for commands. */
  readonly ask?: Ask;
}

/** @throws Failure `invalid` for a regular expression that cannot be read, or a command with nothing to run it */
export function createProbe(spec: ProbeSpec, deps: ProbeDeps): Probe {
  if (spec.kind === 'http') return httpProbe(spec);
  if (spec.kind === 'tcp') return tcpProbe(spec);
  if (deps.ask) return commandProbe(spec, deps.ask);
  throw new Failure(
    'invalid',
    spec.command,
    kept`A command probe needs a deployer that can run it on the host.`,
  );
}
