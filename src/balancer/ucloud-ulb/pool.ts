import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Ucloud } from '../../transport/ucloud/ucloud.ts';
import { type Backend, backend, page, type Ulb } from './answers.ts';
import { type Naming, pick } from './pick.ts';

/** A vserver as it is now. */
export interface Vserver {
  readonly ulbId: string;
  readonly id: string;
  readonly backends: readonly Backend[];
}

/** Where to look for a pool: `name` is ULB/VSERVER, `where` its name in messages (`ulb1/shop/http`). */
export interface PoolPlace {
  readonly ucloud: Ucloud;
  readonly name: string;
  readonly where: string;
}

type VserverEntry = Ulb['VServerSet'][number];

const ulbs: Naming<Ulb> = {
  what: 'ULB',
  names: ({ ULBId, Name }) => [ULBId, Name],
  text: ({ ULBId, Name }) => `${ULBId} "${Name}"`,
};

const vservers: Naming<VserverEntry> = {
  what: 'vserver',
  names: ({ VServerId, VServerName }) => [VServerId, VServerName],
  text: ({ VServerId, VServerName }) => `${VServerId} "${VServerName}"`,
};

/** The vserver of a pool's name; each part is an id or a name, and must lead to exactly one. */
export async function findVserver(place: PoolPlace): Promise<Vserver> {
  const [ulbName, vserverName] = parts(place);
  const ulb = pick(await ulbsCalled(place, ulbName), ulbName, ulbs, place.where);
  return vserverOf(place, ulb, vserverName);
}

/** The same vserver again, whatever it is called by now. */
export async function readAgain(place: PoolPlace, { ulbId, id }: Vserver): Promise<Vserver> {
  const ulb = pick(await describe(place, { ULBId: ulbId }), ulbId, ulbs, place.where);
  return vserverOf(place, ulb, id);
}

function vserverOf({ where }: PoolPlace, ulb: Ulb, name: string): Vserver {
  const found = pick(ulb.VServerSet, name, vservers, where);
  const read = z.array(backend).safeParse(found.BackendSet);
  if (read.success) return { ulbId: ulb.ULBId, id: found.VServerId, backends: read.data };
  const field = read.error.issues[0]?.path.join('.') ?? kept`its top`;
  throw new Failure('failed', where, kept`The backends of ${where} can't be read at ${field}.`);
}

/** A ULB's name may not have a slash in it, a vserver's may. */
function parts({ name, where }: PoolPlace): readonly [string, string] {
  const slash = name.indexOf('/');
  const [ulb, vserver] = [name.slice(0, slash), name.slice(slash + 1)];
  if (slash > 0 && vserver !== '') return [ulb, vserver];
  throw new Failure('missing', where, kept`${where} is no pool of UCloud's: write PROVIDER/ULB/VSERVER.`);
}

/** What looks like an id is asked for alone, which spares the list of all; a name may look like that too. */
async function ulbsCalled(place: PoolPlace, name: string): Promise<readonly Ulb[]> {
  const found = name.startsWith('ulb-') ? await withId(place, name) : [];
  return found.length > 0 ? found : describe(place, {});
}

/** What UCloud says about an id that it does not know is in no document: the list then decides. */
async function withId(place: PoolPlace, ULBId: string): Promise<readonly Ulb[]> {
  try {
    return await describe(place, { ULBId });
  } catch (error) {
    const refused = error instanceof Failure && ['missing', 'invalid', 'failed'].includes(error.kind);
    if (!refused || error.retryable) throw error;
    return [];
  }
}

/** More than the 20 that come unless asked otherwise. */
const perPage = 100;
const mostPages = 100;

/**
 * All pages of DescribeULB; the last is the one that completes the total, or is empty. A list that grows meanwhile may
 * have the same one twice.
 */
async function describe(
  { ucloud, where }: PoolPlace,
  which: { readonly ULBId?: string },
): Promise<readonly Ulb[]> {
  const all: Ulb[] = [];
  for (let number = 0; number < mostPages; number += 1) {
    const params = { ...which, Offset: all.length, Limit: perPage };
    const { DataSet, TotalCount } = await ucloud.ask({ action: 'DescribeULB', where, params }, page);
    all.push(...DataSet);
    if (DataSet.length === 0 || (TotalCount !== undefined && all.length >= TotalCount))
      return [...new Map(all.map((each) => [each.ULBId, each])).values()];
  }
  throw new Failure('failed', where, kept`UCloud's list of ULBs for ${where} does not end.`);
}
