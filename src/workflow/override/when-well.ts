import { randomUUID } from 'node:crypto';
import type { Override } from '../../model/override.ts';
import type { Wished } from '../../store/overrides.ts';
import { kept } from '../../text/say.ts';
import { endJobsOn, unended } from '../earlier.ts';
import type { Tools } from '../tools.ts';
import { servesAlready } from './give-back.ts';
import { keepTaken } from './keep-taken.ts';
import { newer, whileNothingNewer } from './newer.ts';
import { isComingBack } from './ramp-back.ts';
import { record } from './subject.ts';
import type { Attempt, Cause } from './wait.ts';
import { illness } from './well.ts';

export type Found =
  | { readonly is: 'well'; readonly unverifiedBy?: string }
  | { readonly is: 'ill'; readonly reason: string }
  /** Somebody wants it out longer, after all. */
  | { readonly is: 'stays'; readonly wish: Wished };

/**
 * Whether the host may come back: where a rollout's job runs on it, when that has ended, while what a rollout that is over
 * left running is ended here; and by its probes, unless a person wants it back anyway, before or while they are asked.
 * What is in service already is not taken out for it.
 */
export async function whenWell(tools: Tools, override: Override, cause: Attempt): Promise<Found> {
  if ((await servesAlready(tools, override)) || (await isComingBack(tools, override, cause)))
    return { is: 'well' };
  return keepTaken(tools, override.id, () => decide(tools, override, cause));
}

async function decide(tools: Tools, override: Override, cause: Cause): Promise<Found> {
  let { seq } = cause;
  let anyone = cause.why === 'enable-anyway' ? cause.person : undefined;
  for (;;) {
    const wish = await newer(tools, override, seq);
    if (wish?.wish === 'extend') return { is: 'stays', wish };
    if (wish?.wish === 'enable-anyway') anyone = wish.person;
    seq = wish?.seq ?? seq;
    if (await untilJobEnds(tools, override, seq)) continue;
    const running = await unended(override.host, () => endJobsOn(tools, override));
    if (anyone !== undefined) return insisted(tools, override, anyone, running);
    const reason = await whileNothingNewer(tools, override, seq, async (signal) =>
      running === undefined ? illness(tools, override, signal) : running,
    );
    if (await newer(tools, override, seq)) continue;
    if (reason !== undefined) return { is: 'ill', reason };
    await record(tools, override, `verified/${randomUUID()}`, { type: 'verified', host: override.host });
    return { is: 'well' };
  }
}

/** It is given back whatever may still run there, which is said. */
async function insisted(tools: Tools, override: Override, by: string, running?: string): Promise<Found> {
  const { host } = override;
  if (running !== undefined)
    await record(tools, override, `running/${randomUUID()}`, { type: 'note', host, text: running });
  return { is: 'well', unverifiedBy: by };
}

/** A host is not given back in the middle of a deploy. True where there is a new wish to be looked at first. */
async function untilJobEnds(tools: Tools, override: Override, seq: number): Promise<boolean> {
  const { cluster, host, id } = override;
  const { overrides, changes } = tools.store;
  const rollout = await overrides.jobOn(cluster, host);
  if (rollout === undefined) return false;
  const text = kept`${host} comes back when the job of ${rollout} on it has ended; \`skip ${rollout} ${host}\` ends it`;
  await record(tools, override, `job/${rollout}`, { type: 'note', host, text });
  const look = async () => {
    if (await newer(tools, override, seq)) return 'wish';
    return (await overrides.jobOn(cluster, host)) === undefined ? 'over' : undefined;
  };
  return (await changes.until(id, look)) === 'wish';
}
