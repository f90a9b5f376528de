import type { F5Request } from './box.ts';
import { json, type Reply, refused } from './reply.ts';
import { type Inside, nested } from './rest.ts';
import { type F5Member, nodeOf, nodePath, portOf } from './state.ts';

/** `/mgmt/tm/ltm/pool/POOL/members[/MEMBER][/stats]` */
export function pools(box: Inside, request: F5Request, pathname: string): Reply {
  const [, poolName, rest = ''] = /^\/mgmt\/tm\/ltm\/pool\/([^/]+)\/members(.*)$/.exec(pathname) ?? [];
  const pool = pathOf(poolName);
  if (pool === undefined || request.url.includes('?')) return unknown;
  const members = box.pools.get(pool);
  if (!members) return refused(404, `01020036:3: The requested Pool (${pool}) was not found.`, 3);
  if (rest !== '' && rest !== '/stats') return oneOf(box, pool, members, request, rest);
  if (request.method !== 'GET') return refused(405, 'only GET');
  return rest === '/stats' ? allStats(box, pool, members) : list(box, pool, members);
}

const unknown = refused(404, 'Public URI path not registered', 1);

function oneOf(
  box: Inside,
  pool: string,
  members: readonly F5Member[],
  request: F5Request,
  rest: string,
): Reply {
  const [, name, stats] = /^\/([^/]+)(\/stats)?$/.exec(rest) ?? [];
  const path = pathOf(name);
  if (path === undefined) return unknown;
  const one = members.find((member) => member.path === path);
  if (!one) return refused(404, notThere(pool, path), 3);
  if (request.method === 'PATCH' && stats === undefined) return change(box, pool, one, request);
  if (request.method !== 'GET') return refused(405, 'GET or PATCH');
  return json(200, stats === undefined ? shown(pool, one) : statsOf(box, pool, one));
}

/** `~Common~10.0.0.1%251:80` is `/Common/10.0.0.1%1:80`; undefined where it is no such name, or badly encoded. */
function pathOf(part: string | undefined): string | undefined {
  if (part === undefined || /%(?![0-9A-Fa-f]{2})/.test(part)) return undefined;
  const name = decodeURIComponent(part).replaceAll('~', '/');
  return name.startsWith('/') ? name : `/Common/${name}`;
}

const notThere = (pool: string, member: string): string =>
  `01020036:3: The requested Pool Member (${pool} ${member.replace(/[:.](\d+)$/, ' $1')}) was not found.`;

const link = (pool: string, member?: string): string => {
  const url = (path: string) => path.replaceAll('/', '~').replaceAll('%', '%25');
  return `https://localhost/mgmt/tm/ltm/pool/${url(pool)}/members${member === undefined ? '' : `/${url(member)}`}`;
};

function list({ unit }: Inside, pool: string, members: readonly F5Member[]): Reply {
  const items = members
    .flatMap((one) => (one.path === unit.twice ? [one, one] : [one]))
    .map((one) => shown(pool, one));
  return json(200, {
    kind: 'tm:ltm:pool:members:memberscollectionstate',
    selfLink: `${link(pool)}?ver=${unit.version}`,
    // A pool without members has no list of them.
    ...(items.length > 0 && { items }),
  });
}

const shown = (pool: string, one: F5Member) => ({
  kind: 'tm:ltm:pool:members:membersstate',
  name: one.path.slice(one.path.lastIndexOf('/') + 1),
  partition: one.path.split('/')[1],
  fullPath: one.path,
  generation: 1,
  selfLink: `${link(pool, one.path)}?ver=17.1.1`,
  address: one.address,
  connectionLimit: 0,
  dynamicRatio: 1,
  ephemeral: 'false',
  fqdn: { autopopulate: 'disabled' },
  inheritProfile: 'enabled',
  logging: 'disabled',
  monitor: 'default',
  priorityGroup: one.priorityGroup,
  rateLimit: 'disabled',
  ratio: one.ratio,
  session: one.enabled ? (one.monitor === 'unchecked' ? 'user-enabled' : 'monitor-enabled') : 'user-disabled',
  state: one.down ? 'user-down' : one.monitor,
});

/** Before 12, figures come flat, and for one member at a time. */
const isOld = ({ unit }: Inside): boolean => unit.version.startsWith('11.');

function allStats(box: Inside, pool: string, members: readonly F5Member[]): Reply {
  const head = { kind: 'tm:ltm:pool:members:memberscollectionstats', selfLink: `${link(pool)}/stats` };
  if (isOld(box)) return json(200, head);
  const entries = Object.fromEntries(
    members.map((one) => [`${link(pool, one.path)}/stats`, nested(figures(one))]),
  );
  return json(200, { ...head, entries });
}

function statsOf(box: Inside, pool: string, one: F5Member): unknown {
  const url = `${link(pool, one.path)}/stats`;
  const entries = isOld(box) ? figures(one) : { [url]: nested(figures(one)) };
  return { kind: 'tm:ltm:pool:members:membersstats', generation: 1, selfLink: url, entries };
}

const figures = (one: F5Member) => ({
  addr: { description: one.address },
  curSessions: { value: 0 },
  'connq.depth': { value: 0 },
  monitorStatus: { description: one.down ? 'forced-down' : one.monitor },
  nodeName: { description: nodePath(one.path) },
  port: { value: portOf(one.path) },
  'serverside.curConns': { value: one.connections },
  'serverside.maxConns': { value: one.connections },
  sessionStatus: {
    description: one.enabled ? (one.nodeDisabled ? 'addr-disabled' : 'enabled') : 'forced-disabled',
  },
  'status.availabilityState': { description: availability(one) },
  'status.enabledState': {
    description: one.enabled ? (one.nodeDisabled ? 'disabled-by-parent' : 'enabled') : 'disabled',
  },
  'status.statusReason': { description: reasonOf(one) },
});

function availability({ down, monitor }: F5Member): string {
  if (down || monitor === 'down') return 'offline';
  return monitor === 'up' ? 'available' : 'unknown';
}

function reasonOf(one: F5Member): string {
  if (one.down) return 'Forced down';
  if (one.monitor === 'down') return `Pool member ${nodeOf(one.path)} has been marked down by a monitor`;
  return one.monitor === 'up'
    ? 'Pool member is available'
    : 'Pool member does not have service checking enabled';
}

function change({ unit }: Inside, pool: string, one: F5Member, { headers, body }: F5Request): Reply {
  if (headers['content-type'] !== 'application/json') return refused(415, 'expected application/json');
  if (unit.role === 'guest')
    return refused(
      401,
      `Authorization failed: user=https://localhost/mgmt/shared/authz/users/rollout resource=/mgmt/tm/ltm/pool verb=PATCH`,
    );
  const wanted: Record<string, unknown> = JSON.parse(body);
  const wrong = problem(wanted, unit.ratioMost);
  if (wrong !== undefined) return refused(400, wrong, 26_214_401);
  const { ratio = one.ratio, priorityGroup = one.priorityGroup, session, state } = wanted;
  if (!unit.ineffective)
    Object.assign(one, {
      ratio,
      priorityGroup,
      enabled: session === undefined ? one.enabled : session === 'user-enabled',
      down: state === undefined ? one.down : state === 'user-down',
    });
  return json(200, shown(pool, one));
}

function problem(wanted: Record<string, unknown>, ratioMost: number): string | undefined {
  const whole = (most: number) => (value: unknown) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
  const known: Readonly<Record<string, (value: unknown) => boolean>> = {
    session: (value) => value === 'user-enabled' || value === 'user-disabled',
    state: (value) => value === 'user-up' || value === 'user-down',
    ratio: (value) => whole(ratioMost)(value) && value !== 0,
    priorityGroup: whole(65_535),
  };
  if (Object.keys(wanted).length === 0) return 'one or more properties must be specified';
  for (const [name, value] of Object.entries(wanted)) {
    if (!known[name]) return `"${name}" unknown property`;
    if (!known[name](value)) return `invalid property value "${name}":"${value}"`;
  }
  return undefined;
}
