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
  const end = await whileWanted(tools, at, (signal) => probeAll(tools, at, signal));
  if (end.is === 'ok') await tell(tools, at, 'verified', { type: 'verified', host: at.host });
  return end;
};

/** Until they pass, their time is over, or the signal aborts: then what they say right then counts. */
export async function probeAll(tools: Tools, at: At, signal: AbortSignal): Promise<StepEnd> {
  const target = await targetOf(tools, at);
  const probes = tools.probes(clusterOf(tools, at.cluster));
  const verdicts = await Promise.all(
    probes.map(async (probe) => ({ probe, verdict: await untilPassing(probe, target, { signal }) })),
  );
  return signal.aborted ? lastLook(probes, target) : endOf(at, verdicts);
}

async function targetOf(tools: Tools, at: At): Promise<ProbeTarget> {
  const { to } = await tools.store.rollouts.host(at.rollout, at.host);
  return { host: hostOf(tools, at), release: to };
}

/** Asked to stop while waiting: a host that is well right now goes back, any other stays out. */
async function lastLook(probes: readonly Probe[], target: ProbeTarget): Promise<StepEnd> {
  const verdicts = await Promise.all(probes.map((probe) => probe.check(target, unstoppable())));
  return verdicts.every(({ answer }) => answer === 'yes') ? ok : stopped;
}

function endOf(at: At, all: readonly { readonly probe: Probe; readonly verdict: Verdict }[]): StepEnd {
  for (const { probe, verdict } of all) {
    if (verdict.answer === 'yes') continue;
    const kind = verdict.answer === 'unknown' ? 'unreachable' : 'failed';
    return { is: 'failed', kind, reason: `${at.host}: ${probe.name}: ${verdict.reason}` };
  }
  return ok;
}
