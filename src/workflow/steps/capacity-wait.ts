import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { type At, clusterOf, tell } from '../at.ts';
import { rest } from '../patience.ts';
import type { Tools } from '../tools.ts';

const betweenLooksMs = 200;

/** A host waits for capacity only so long, not counting pauses and while another host of the rollout is on its way back. */
export function createCapacityWait(tools: Tools, at: At) {
  const { capacityWithinMs } = clusterOf(tools, at.cluster).strategy;
  let waitedMs = 0;
  return {
    async orGiveUp(reason: string, signal: AbortSignal): Promise<void> {
      await tell(tools, at, 'capacity', {
        type: 'note',
        host: at.host,
        text: kept`${at.host} waits: ${reason}`,
      });
      if (await isAnotherUnderWay(tools, at)) waitedMs = 0;
      if (waitedMs >= capacityWithinMs) throw new Failure('failed', at.host, reason);
      await rest(betweenLooksMs, signal);
      waitedMs += betweenLooksMs;
    },
  };
}

/** Whether another host of the rollout will be back: one that is drained also while its weight goes down by steps, which may take long. */
async function isAnotherUnderWay({ store }: Tools, at: At): Promise<boolean> {
  const held = await store.custody.all(at.cluster);
  const out = new Set(
    held.filter(({ rollout, outSince }) => rollout === at.rollout && outSince).map(({ host }) => host),
  );
  return (await store.rollouts.hosts(at.rollout)).some(
    ({ host, outcome, step }) =>
      host !== at.host && outcome === 'active' && (step !== 'drain' || out.has(host)),
  );
}
