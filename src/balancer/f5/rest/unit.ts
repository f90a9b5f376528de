import { z } from 'zod';
import { Failure } from '../../../model/failure.ts';
import type { F5Login } from '../../../model/provider/f5.ts';
import { kept } from '../../../text/say.ts';
import { basicLogin, type LoginOptions } from '../http/login.ts';
import { nameOf, pathText, splitName, urlName } from '../names.ts';
import type { Path, Unit } from '../unit.ts';
import { type Client, createClient } from './client.ts';
import { entryOf, memberList, patchOf, pathOf, type RestMember } from './members.ts';
import { partsOf } from './nested.ts';
import { keyOf, onlyStatsIn, type Stats, statsIn } from './stats.ts';
import { tokenLogin } from './token.ts';

/** One unit by iControl REST (BIG-IP 11.5 and later). */
export function createRestUnit(options: LoginOptions, login: F5Login): Unit {
  const { target, channel } = options;
  const client = createClient(
    channel,
    login.by === 'token' ? tokenLogin(options, login.loginProvider) : basicLogin(options),
  );
  return {
    name: client.unit,
    failover: () => statusOf(client, 'failover-status', target),
    outOfSync: () => outOfSync(client, target),
    async entries(pool) {
      const where = `${target}${pathText(pool)}`;
      const { items } = await client.get(membersUrl(pool), memberList, kept`the members`, where);
      if (items.length === 0) return [];
      const stats = statsIn(
        await client.get(`${membersUrl(pool)}/stats`, z.unknown(), kept`the statistics`, where),
      );
      return Promise.all(
        items.map(async (one) => entryOf(one, await statsFor(client, pool, one, stats, where))),
      );
    },
    change: (pool, entry, change) =>
      client.patch(
        memberUrl(pool, entry.path),
        patchOf(change),
        `${target}${pathText(pool)} ${nameOf(entry)}`,
      ),
    close: client.close,
  };
}

const membersUrl = (pool: Path): string => `/mgmt/tm/ltm/pool/${urlName(pool)}/members`;
const memberUrl = (pool: Path, member: Path): string => `${membersUrl(pool)}/${urlName(member)}`;

/** BIG-IP 11 may give the figures of one member only, without saying whose: then each is asked for by itself. */
async function statsFor(
  client: Client,
  pool: Path,
  member: RestMember,
  known: ReadonlyMap<string, Stats>,
  where: string,
): Promise<Stats> {
  const path = pathOf(member);
  const { node, port } = splitName(member.name);
  const url = `${memberUrl(pool, path)}/stats`;
  const stats =
    known.get(keyOf(pathText([...path.slice(0, -1), node]), port)) ??
    onlyStatsIn(await client.get(url, z.unknown(), kept`the statistics of ${member.name}`, where));
  if (stats) return stats;
  // Unknown is not zero: a member whose connections nobody counts would pass for drained.
  throw new Failure(
    'failed',
    where,
    kept`${client.unit} gives no connections for ${member.name} of ${where}.`,
  );
}

const status = z.object({ status: z.object({ description: z.string().min(1) }) });

/** `ACTIVE`, `STANDBY`, `In Sync` … (tmsh reference, `cm failover-status` and `cm sync-status`). */
const topics = {
  'failover-status': kept`its failover-status`,
  'sync-status': kept`its sync-status`,
};

async function statusOf(client: Client, what: keyof typeof topics, target: string): Promise<string> {
  const answer = await client.get(`/mgmt/tm/cm/${what}`, z.unknown(), topics[what], target);
  const [part] = partsOf(status, answer);
  if (part) return part.status.description;
  throw new Failure('failed', target, kept`${client.unit} of ${target} does not say ${topics[what]}.`);
}

const alike = ['In Sync', 'Standalone']; // not shown

/** Worth telling, and no reason to fail: a user may have no right to see it. */
async function outOfSync(client: Client, target: string): Promise<string | undefined> {
  try {
    const word = await statusOf(client, 'sync-status', target);
    return alike.includes(word) ? undefined : word;
  } catch (error) {
    if (error instanceof Failure && ['denied', 'missing'].includes(error.kind)) return undefined;
    throw error;
  }
}
