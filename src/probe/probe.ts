import type { Patience, ProbeTarget, Verdict } from '../model/probe.ts';

/** One question about a host; asked once, answered once. Never throws: what cannot be asked is `unknown`. */
export interface Probe {
  /** For people: "http http://10.0.0.1:8080/health". */
  readonly name: string;
  readonly patience: Patience;
  check(target: ProbeTarget, signal: AbortSignal): Promise<Verdict>;
}
