import { z } from 'zod';
import { Failure } from '../../../model/failure.ts';
import { type AdminState, type Saved, savedText } from '../../../model/member.ts';
import { kept } from '../../../text/say.ts';
import type { Balancer } from '../../balancer.ts';
import { findNamed } from '../conf/find.ts';
import { namesOf } from '../conf/names.ts';
import { checkWeight, maxWeight } from '../weight.ts';
import { createPlusApi, type PlusApi, type PlusOptions } from './api.ts';
import { type Peer, peerOf, upstream } from './peers.ts';

/** NGINX Plus by its API: HTTP upstreams with a `zone`, changed while it runs. */
export function createNginxPlus(options: PlusOptions): Balancer {
  const api = createPlusApi(options);
  const at = (pool: string, member: string): Place => ({
    api,
    pool,
    member,
    where: `${options.target}/${pool} ${member}`,
  });
  return {
    abilities: { reportsConnections: true, reportsHealth: true, maxWeight, minWeight: 1 },
    read: async (pool) =>
      (await peers(api, pool, `${options.target}/${pool}`)).map(({ id, ...member }) => member),
    drain: (pool, member) => drain(at(pool, member)),
    apply: (pool, member, saved) => apply(at(pool, member), saved),
    setWeight: (pool, member, share) => weigh(at(pool, member), share),
    close: api.close,
  };
}

/** One server of one upstream; `where` is its name in messages: `lb1/web 10.0.0.1:80`. */
interface Place {
  readonly api: PlusApi;
  readonly pool: string;
  readonly member: string;
  readonly where: string;
}

/**
 * What makes each state ("HTTP Upstream Server" among the module's response objects). All of it is said each time:
 * somebody may have set another state since it was read.
 */
const states: Readonly<Record<AdminState, object>> = {
  ready: { down: false, drain: false },
  drain: { down: false, drain: true },
  maint: { down: true },
};

/** Down gets less than draining does, and to drain would let go of it: it stays. */
async function drain(place: Place): Promise<void> {
  const peer = await find(place);
  if (peer.state === 'ready') await change(place, peer, { drain: true });
  await confirm(place, 'drain', ({ state }) => state !== 'ready');
}

async function apply(place: Place, saved: Saved): Promise<void> {
  const weight = checkWeight(saved.weight, place.where);
  const peer = await find(place);
  await change(place, peer, { weight, ...states[saved.state] });
  await confirm(place, savedText(saved), (now) => now.weight === weight && now.state === saved.state);
}

async function weigh(place: Place, share: number | { readonly percent: number }): Promise<void> {
  const weight = checkWeight(share, place.where);
  await change(place, await find(place), { weight });
  await confirm(place, `weight ${weight}`, (now) => now.weight === weight);
}

async function peers(api: PlusApi, pool: string, where: string): Promise<readonly Peer[]> {
  const answer = await api.get(`http/upstreams/${encodeURIComponent(pool)}`, upstream, where);
  return answer.peers.map(peerOf);
}

const find = async ({ api, pool, member, where }: Place): Promise<Peer> =>
  findNamed(await peers(api, pool, where), member, where);

/** Servers get new numbers when nginx is reloaded: the answer tells which one was changed. */
async function change({ api, pool, where }: Place, { id, name }: Peer, body: object): Promise<void> {
  const path = `http/upstreams/${encodeURIComponent(pool)}/servers/${id}`;
  const { server } = await api.patch(path, body, z.object({ server: z.string() }), where);
  if (namesOf(server).name === name) return;
  const text = kept`nginx gave its servers new numbers at the moment in which ${where} was changed: look at ${server}, which was changed instead.`;
  throw new Failure('failed', where, text);
}

async function confirm(place: Place, wish: string, holds: (peer: Peer) => boolean): Promise<void> {
  const now = await find(place);
  if (holds(now)) return;
  const text = kept`NGINX Plus accepted "${wish}" for ${place.where}, but shows ${savedText(now)}.`;
  throw new Failure('ineffective', place.where, text);
}
