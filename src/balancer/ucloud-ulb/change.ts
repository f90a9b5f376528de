import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../model/failure.ts';
import { type Saved, savedText } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import type { Backend } from './answers.ts';
import { backends, memberOf, weightOf } from './member.ts';
import { pick } from './pick.ts';
import { findVserver, type PoolPlace, readAgain, type Vserver } from './pool.ts';

/** "取值范围[1-100]" (API documents, ulb-api/update_backend_attribute.md). */
export const weights = { least: 1, most: 100 } as const;

/** One backend of one vserver. */
export interface Place {
  readonly pool: PoolPlace;
  readonly member: string;
  /** `ulb1/shop/http web-01:80` */
  readonly where: string;
}

/** What was found for a place, before it is changed. */
interface Found {
  readonly vserver: Vserver;
  readonly backend: Backend;
}

/** Only the switch is sent: what is not sent stays as it is, also where somebody changes it right now. */
export async function drain(place: Place): Promise<void> {
  const found = await find(place);
  if (found.backend.Enabled === 0) return;
  await update(place, found, { Enabled: 0 }, 'drain', ({ Enabled }) => Enabled === 0);
}

/** Switch and weight go together in one request, so that the member is never in service with a wrong weight. */
export async function apply(place: Place, saved: Saved): Promise<void> {
  const Enabled = switchFor(saved, place);
  const found = await find(place);
  const attributes = { Enabled, ...weightFor(found.backend, saved.weight, place) };
  await update(
    place,
    found,
    attributes,
    savedText(saved),
    (now) => now.Enabled === Enabled && weightOf(now) === saved.weight,
  );
}

export async function weigh(place: Place, share: number | { readonly percent: number }): Promise<void> {
  const weight = typeof share === 'number' ? share : noShare(share.percent, place);
  const found = await find(place);
  const attributes = weightFor(found.backend, weight, place);
  if (attributes.Weight === undefined) return;
  await update(place, found, attributes, kept`weight ${weight}`, (now) => weightOf(now) === weight);
}

async function find({ pool, member, where }: Place): Promise<Found> {
  const vserver = await findVserver(pool);
  return { vserver, backend: pick(vserver.backends, member, backends, where) };
}

type Attributes = { readonly Enabled?: 0 | 1; readonly Weight?: number };

async function update(
  { pool, where }: Place,
  { vserver, backend: { BackendId } }: Found,
  attributes: Attributes,
  wish: string,
  holds: (now: Backend) => boolean,
): Promise<void> {
  const params = { ULBId: vserver.ulbId, BackendId, ...attributes };
  await pool.ucloud.change({ action: 'UpdateBackendAttribute', where, params });
  const read = async (): Promise<Backend> =>
    pick((await readAgain(pool, vserver)).backends, BackendId, backends, where);
  const last = await settled(read, holds);
  if (!holds(last)) throw ineffective(last, wish, where);
}

/** Before a change that can't be seen is called ineffective, it is looked at again after so long each, in milliseconds. */
const lagsMs = [100, 300, 600, 1_000];

async function settled(read: () => Promise<Backend>, holds: (now: Backend) => boolean): Promise<Backend> {
  let now = await read();
  for (const lag of lagsMs) {
    if (holds(now)) break;
    await pause(lag);
    now = await read();
  }
  return now;
}

function ineffective(now: Backend, wish: string, where: string): Failure {
  // "如果该节点属于主备算法的vserver，则不会修改Weight" and "…Enabled" (ulb-api/update_backend_batch_json.md).
  const shown = savedText(memberOf(now));
  const text =
    now.IsBackup === undefined
      ? kept`UCloud accepted "${wish}" for ${where}, but shows ${shown}.`
      : kept`UCloud accepted "${wish}" for ${where}, but shows ${shown}. UCloud changes none in a vserver of main and backup nodes.`;
  return new Failure('ineffective', where, text);
}

function switchFor({ state }: Saved, { where }: Place): 0 | 1 {
  if (state === 'ready') return 1;
  if (state === 'drain') return 0;
  throw new Failure('invalid', where, kept`"${state}" is no state for ${where}: ready and drain are.`);
}

/**
 * A weight that can't be set is fine where it is there already: an old one of 0, or one that UCloud does not tell and
 * that was read as 1. It is then not sent.
 */
function weightFor(backend: Backend, weight: number, { where }: Place): { readonly Weight?: number } {
  const { least, most } = weights;
  const inRange = Number.isInteger(weight) && weight >= least && weight <= most;
  if (inRange && backend.Weight !== undefined) return { Weight: weight };
  if (weight === weightOf(backend)) return {};
  const text = inRange
    ? kept`Weight ${weight} of ${where} can't be set: UCloud does not tell its weight, so none can be set and checked.`
    : kept`Weight ${weight} of ${where} can't be set: out of range: UCloud takes ${least} to ${most}; to take a member out, drain it.`;
  throw new Failure('invalid', where, text);
}

function noShare(percent: number, { where }: Place): never {
  const text = kept`${percent}% of ${where} means nothing: UCloud knows no configured weight; give a number from ${weights.least} to ${weights.most}.`;
  throw new Failure('invalid', where, text);
}
