import type { Member } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import type { Settings } from './answers.ts';
import { aliasesOf } from './find.ts';
import type { RealServer, Table } from './table.ts';
import { extraOf } from './wish.ts';

/** What one director shows of a service. */
export interface View extends Table {
  readonly director: string;
  readonly settings: Settings;
}

/** What stands beside a real server, for the words about it. */
interface Around {
  readonly lead: View;
  readonly others: readonly View[];
  /** Directors that could not be reached. */
  readonly silent: readonly string[];
  /** Whether connections are counted also once the member is drained. */
  readonly counted: boolean;
}

/** A real server as the leading director shows it. Its connections are the most that any director has. */
export function memberOf(server: RealServer, around: Around): Member {
  const { name, weight } = server;
  const aliases = aliasesOf(server, around.lead.servers);
  const same = around.others.flatMap(({ servers }) => servers.filter((each) => each.name === name));
  const active = Math.max(server.active, ...same.map((each) => each.active));
  const detail = details(server, around, active).join(', ');
  return {
    name,
    address: name,
    weight,
    state: 'ready',
    health: 'unchecked',
    ...(around.counted && { connections: active }),
    ...(detail !== '' && { detail }),
    ...(aliases.length > 0 && { aliases }),
    extra: extraOf(server),
  };
}

function details(server: RealServer, around: Around, active: number): readonly string[] {
  return [
    !around.counted && active > 0 && kept`${active} active`,
    // FIN_WAIT and the like, for two minutes; and all of UDP
    server.inactive > 0 && kept`${server.inactive} inactive`,
    persistence(around.lead),
    !around.counted && cutOff(around.lead),
    ...around.others.map((view) => difference(server, view)),
    ...around.silent.map((director) => kept`${director} does not answer`),
  ].filter((part) => typeof part === 'string');
}

function persistence({ persistentSeconds, settings }: View): string | false {
  if (persistentSeconds === undefined) return false;
  const leaves = settings.get('expire_quiescent_template') ?? '0';
  if (leaves !== '0') return kept`persistent ${persistentSeconds} s`;
  return kept`persistent ${persistentSeconds} s: known clients keep coming to it while drained (net.ipv4.vs.expire_quiescent_template is 0)`;
}

const cutOff = ({ settings }: View): string | false =>
  (settings.get('expire_nodest_conn') ?? '0') !== '0' &&
  kept`its removal cuts connections off (net.ipv4.vs.expire_nodest_conn is 1)`;

/** What another director has otherwise. */
function difference(server: RealServer, { director, servers }: View): string | false {
  const other = servers.find(({ name }) => name === server.name);
  if (!other) return `not on ${director}`; // not shown
  const differs = [
    other.weight !== server.weight && kept`weight ${other.weight}`,
    other.method !== server.method && other.method,
    (other.upper !== server.upper || other.lower !== server.lower) &&
      kept`thresholds ${other.upper} and ${other.lower}`,
  ].filter(Boolean);
  return differs.length > 0 && `${differs.join(', ')} on ${director}`; // not shown
}
