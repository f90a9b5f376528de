import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../model/failure.ts';
import { type AdminState, type Saved, savedText } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import { readDone } from './answers.ts';
import { checkPercent, checkSaved, checkWeight, percentOf, setState, setWeight } from './commands.ts';
import { findServer, type Place } from './read.ts';
import { ask } from './runtime.ts';
import { hasAgent, isInherited, ownState, type Server, stateOf } from './servers.ts';

/** Before a change that can't be seen is called ineffective, it is looked at once more after so long. */
const lagMs = 100;

/** Maint holds off more than drain does, and to set drain would let go of it: it stays. */
export async function drain(place: Place): Promise<void> {
  if (stateOf(await findServer(place)) === 'maint') return;
  await run(place, setState(place.pool, place.member, 'drain'));
  await confirm(place, 'drain', (server) => ownState(server) !== 'ready');
}

/** A member that is to stay out goes out before its weight changes; one that is to come back has its weight first. */
export async function apply(place: Place, saved: Saved): Promise<void> {
  checkSaved(saved, place.where);
  const now = await findServer(place);
  const state = setState(place.pool, place.member, saved.state);
  const weight = setWeight(place.pool, place.member, saved.weight);
  if (saved.state !== 'ready' && !isThereByInheritance(now, saved.state)) await run(place, state);
  await run(place, weight);
  if (saved.state === 'ready') await run(place, state);
  await confirm(
    place,
    savedText(saved),
    (server) => server.srv_uweight === saved.weight && isIn(server, saved.state),
  );
}

/** @param share a weight, or a percentage of the configured one */
export async function weigh(place: Place, share: number | { readonly percent: number }): Promise<void> {
  if (typeof share === 'number') checkWeight(share, place.where);
  else checkPercent(share.percent, place.where);
  const { srv_iweight: configured } = await findServer(place);
  const weight = typeof share === 'number' ? share : percentOf(configured, share.percent, place.where);
  const word = typeof share === 'number' ? share : `${share.percent}%`;
  await run(place, setWeight(place.pool, place.member, word));
  await confirm(place, kept`weight ${weight}`, (server) => server.srv_uweight === weight);
}

async function run(place: Place, command: string): Promise<void> {
  readDone(await ask(place.runtime, command), place.where);
}

async function confirm(place: Place, wish: string, holds: (server: Server) => boolean): Promise<void> {
  if (holds(await findServer(place))) return;
  await pause(lagMs);
  const server = await findServer(place);
  if (!holds(server)) throw ineffective(server, wish, place.where);
}

/**
 * True where the state is there already, but only through a tracked server: a command would make it the server's own,
 * and it would stay out when the tracked one comes back.
 */
const isThereByInheritance = (server: Server, state: AdminState): boolean =>
  stateOf(server) === state && isInherited(server);

/** What a tracked server adds can't be changed here, and is no state of this server's own. */
const isIn = (server: Server, state: AdminState): boolean =>
  stateOf(server) === state || ownState(server) === state;

function ineffective(server: Server, wish: string, where: string): Failure {
  const now = savedText({ weight: server.srv_uweight, state: stateOf(server) });
  const text = hasAgent(server)
    ? kept`HAProxy accepted "${wish}" for ${where}, but shows ${now}. Its agent check may have changed it.`
    : kept`HAProxy accepted "${wish}" for ${where}, but shows ${now}.`;
  return new Failure('ineffective', where, text);
}
