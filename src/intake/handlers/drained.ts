import { type DrainedView, drainedCard } from '../../report/held-cards.ts';
import { oneAfterAnother, say } from '../../text/say.ts';
import { told } from '../../text/told.ts';
import { enableCommand, type HeldNow, heldNow, isServing, type Keeper } from '../checkup/held.ts';
import { type Handler, sees } from '../desk.ts';

/** Everything that is out of service on our account: what it was, who took it out and why, what it is now, how to mend it. */
export const drained: Handler<'drained'> = async (desk) => {
  const held = await heldNow(desk.tools, (cluster) => sees(desk, cluster));
  return { code: 'ok', card: drainedCard(held.map(viewOf), desk.now()) };
};

function viewOf(each: HeldNow): DrainedView {
  const { held, keeper, mend } = each;
  const { outSince, suspect: _, ...row } = held;
  return {
    ...row,
    ...whyOf(keeper),
    now: nowText(each),
    serves: isServing(each),
    ...(outSince && { since: outSince }),
    ...(mend !== undefined && { mend }),
    ...(keeper.override && keeper.works && { ends: enableCommand(held.cluster, held.host) }),
  };
}

type Why = Pick<DrainedView, 'by' | 'reason' | 'until'>;

function whyOf({ override, rollout, host, works }: Keeper): Why {
  if (override) {
    const { requester: by, reason, until, state, note } = override;
    const stands =
      works && state !== 'out' && note !== undefined ? oneAfterAnother([reason, told(note)]) : reason;
    return { by, reason: stands, ...(until && { until }) };
  }
  const reason = host?.reason ?? host?.step;
  return { ...(rollout && { by: rollout.requester }), ...(reason !== undefined && { reason: told(reason) }) };
}

/** What the balancer says now: somebody, or a restart, may have put it back. */
function nowText(each: HeldNow): string {
  const { seen } = each;
  if ('problem' in seen) return told(seen.problem);
  const { weight, state, health } = seen.live;
  if (isServing(each) && each.held.given.includes(weight))
    return say`weight ${weight}, ${health}: on its way, by steps`;
  return isServing(each)
    ? say`IN SERVICE, weight ${weight}, ${health}: not by us`
    : say`weight ${weight}, ${state}, ${health}`;
}
