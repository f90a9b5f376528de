import { asFailure, isDatabaseAway } from '../../model/failure.ts';
import type { Override } from '../../model/override.ts';
import { kept } from '../../text/say.ts';
import type { Tools } from '../tools.ts';
import { giveBackAll } from './give-back.ts';
import { rampBack } from './ramp-back.ts';
import { overrideOf, setState } from './subject.ts';
import { type Attempt, stayOut } from './wait.ts';
import { type Found, whenWell } from './when-well.ts';

/** How an attempt to bring the host back ended; `stays`: wishes after `seq` count. */
export type CameBack = { readonly is: 'ended' } | { readonly is: 'stays'; readonly seq: number };

/**
 * Verifies the host and gives it back exactly as it was. Where it is not well, or can't be given back, it stays out and
 * people are asked. Run again after a crash it goes on with what is still in custody.
 */
export async function comeBack(tools: Tools, id: string, attempt: Attempt): Promise<CameBack> {
  const override = await overrideOf(tools, id);
  const { round, person } = attempt;
  const key = `returning/${round}`;
  await setState(tools, override, { state: 'returning', key, ...(person !== undefined && { person }) });
  try {
    return await giveBackIfWell(tools, override, attempt);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return ask(tools, override, attempt, asFailure(error, override.host).message);
  }
}

async function giveBackIfWell(tools: Tools, override: Override, attempt: Attempt): Promise<CameBack> {
  const { round, seq } = attempt;
  const found = await wellAndBack(tools, override, attempt);
  if (found.is === 'ill') return ask(tools, override, attempt, found.reason);
  if (found.is === 'stays') {
    await stayOut(tools, override, found.wish);
    return { is: 'stays', seq };
  }
  const { unverifiedBy } = found;
  const anyway = unverifiedBy !== undefined;
  const { problems, notes } = await giveBackAll(tools, override, { anyway, round });
  if (problems.length > 0) return ask(tools, override, attempt, problems.join('; '));
  const how = anyway
    ? kept`given back by ${unverifiedBy}, not verified`
    : kept`back in service, exactly as it was`;
  const note = notes.length > 0 ? notes.join('; ') : how;
  await setState(tools, override, { state: 'ended', key: 'ended', note });
  return { is: 'ended' };
}

/** Verified, and by the steps of the strategy as far as they go; whoever wants it back unverified gets it at once. */
async function wellAndBack(tools: Tools, override: Override, attempt: Attempt): Promise<Found> {
  const found = await whenWell(tools, override, attempt);
  if (found.is !== 'well' || found.unverifiedBy !== undefined) return found;
  return (await rampBack(tools, override, attempt)) ?? found;
}

/** It stays out, and only a person goes on from here. */
async function ask(
  tools: Tools,
  override: Override,
  { round, seq }: Attempt,
  note: string,
): Promise<CameBack> {
  await setState(tools, override, { state: 'asking', key: `asking/${round}`, note });
  return { is: 'stays', seq };
}
