import { Failure } from '../../model/failure.ts';
import type { Member } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import { checkName, showServers, showStats } from './commands.ts';
import { memberOf } from './member.ts';
import { ask, type Runtime } from './runtime.ts';
import { parseServers, type Server } from './servers.ts';
import { parseStats } from './stats.ts';

/** One server of one backend of one HAProxy; `where` is its name in messages: `lb1/web web-03`. */
export interface Place {
  readonly runtime: Runtime;
  readonly pool: string;
  readonly member: string;
  readonly where: string;
}

export async function readPool(runtime: Runtime, pool: string): Promise<readonly Member[]> {
  const list = await servers(runtime, pool);
  if (list[0] === undefined) return [];
  const stats = parseStats(await ask(runtime, showStats(list[0].be_id)), pool, `${runtime.target}/${pool}`);
  return list.map((server) => memberOf(server, stats.get(server.srv_name)));
}

/** @throws Failure `missing` where no server has the name, `ambiguous` where several have it */
export async function findServer({ runtime, pool, member, where }: Place): Promise<Server> {
  checkName('server', member, where);
  const found = (await servers(runtime, pool)).filter((server) => server.srv_name === member);
  const [server] = found;
  if (!server) throw new Failure('missing', where, kept`HAProxy knows no server ${where}.`);
  if (found.length === 1) return server;
  throw new Failure(
    'ambiguous',
    where,
    kept`HAProxy lists ${found.length} servers as ${where}: names must differ.`,
  );
}

async function servers(runtime: Runtime, pool: string): Promise<readonly Server[]> {
  const where = `${runtime.target}/${pool}`;
  checkName('backend', pool, where);
  return parseServers(await ask(runtime, showServers(pool)), pool, where);
}
