import type { ProbeTarget, Verdict } from '../../model/probe.ts';
import type { Probe } from '../../probe/probe.ts';
import { untilPassing } from '../../probe/until.ts';
import { type At, clusterOf, hostOf, tell } from '../at.ts';
import { demandFree } from '../claims.ts';
import { unstoppable, whileWanted } from '../steering.ts';
import type { Tools } from '../tools.ts';
import { ok, type Step, type StepEnd, stopped } from './step.ts';

/** All probes of the cluster, at the same time, each until it passes or its time is over. */
export const verify: Step = async (tools, at) => {
  await demandFree(tools, at);
  const end = await whileWanted(tools, at, async (signal) => {
    const verdicts = await askProbes(tools, at, signal);
    return signal.aborted ? lastLook(tools, at) : endOf(at, verdicts);
  });
  if (end.is === 'ok') await tell(tools, at, 'verified', { type: 'verified', host: at.host });
  return end;
};

interface Asked {
  readonly probe: Probe;
  readonly verdict: Verdict;
}

/** What each probe says when it passed, when its time was over, or when the signal aborted. */
export async function askProbes(tools: Tools, at: At, signal: AbortSignal): Promise<readonly Asked[]> {
  const target = await targetOf(tools, at);
  const ask = async (probe: Probe): Promise<Asked> => ({
    probe,
    verdict: await untilPassing(probe, target, { signal }),
  });
  return Promise.all(tools.probes(clusterOf(tools, at.cluster)).map(ask));
}

async function targetOf(tools: Tools, at: At): Promise<ProbeTarget> {
  const { to } = await tools.store.rollouts.host(at.rollout, at.host);
  return { host: hostOf(tools, at), release: to };
}

/** Asked to stop while waiting: a host that is well right now goes back, any other stays out. */
async function lastLook(tools: Tools, at: At): Promise<StepEnd> {
  const target = await targetOf(tools, at);
  const probes = tools.probes(clusterOf(tools, at.cluster));
  const verdicts = await Promise.all(probes.map((probe) => probe.check(target, unstoppable())));
  return verdicts.every(({ answer }) => answer === 'yes') ? ok : stopped;
}

/** Named is the first probe that did not pass. */
export function endOf(at: At, all: readonly Asked[]): StepEnd {
  for (const { probe, verdict } of all) {
    if (verdict.answer === 'yes') continue;
    const kind = verdict.answer === 'unknown' ? 'unreachable' : 'failed';
    return { is: 'failed', kind, reason: `${at.host}: ${probe.name}: ${verdict.reason}` };
  }
  return ok;
}
