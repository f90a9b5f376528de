import { Failure } from '../../../model/failure.ts';
import type { Member, Saved } from '../../../model/member.ts';
import { kept } from '../../../text/say.ts';
import type { Balancer } from '../../balancer.ts';
import { given, taken, weighed } from '../conf/edit.ts';
import { findNamed } from '../conf/find.ts';
import { type Server, serversOf } from '../conf/servers.ts';
import { checkWeight, maxWeight } from '../weight.ts';
import { createChanges } from './change.ts';
import { type Open, openTo } from './connections.ts';
import { createMachine, type Machine, type MachineOptions } from './machine.ts';

/** nginx by the file that its upstreams stand in: what the file says is what it does, from the next reload on. */
export function createNginxFile(options: MachineOptions): Balancer {
  const machine = createMachine(options);
  const { target: provider, instance } = options;
  const source = { provider, file: instance.file };
  const change = createChanges(machine, source);

  /** Changes one server's line; the file is as it is at the moment of the change, not as it was read before. */
  const edit = (pool: string, member: string, changed: (text: string, find: Find) => string): Promise<void> =>
    change((text) =>
      changed(text, (now) =>
        findNamed(serversOf(now, pool, source), member, `${provider}/${pool} ${member}`),
      ),
    );

  return {
    abilities: { reportsConnections: true, reportsHealth: false, maxWeight, minWeight: 1 },
    async read(pool) {
      const { text } = await machine.look();
      return membersOf(machine, serversOf(text, pool, source));
    },
    drain: (pool, member) => edit(pool, member, (text, find) => taken(text, find(text))),
    async apply(pool, member, saved) {
      checkSaved(saved, `${provider}/${pool} ${member}`);
      const put = saved.state === 'ready' ? given : taken;
      await edit(pool, member, (text, find) => {
        const right = weighed(text, find(text), saved.weight);
        return put(right, find(right));
      });
    },
    async setWeight(pool, member, share) {
      const weight = checkWeight(share, `${provider}/${pool} ${member}`);
      await edit(pool, member, (text, find) => weighed(text, find(text), weight));
    },
    // Every command is over with its answer; the SSH connection is everybody's.
    close: () => Promise.resolve(),
  };
}

type Find = (text: string) => Server;

async function membersOf(machine: Machine, servers: readonly Server[]): Promise<readonly Member[]> {
  const open = await openTo(machine, servers);
  return servers.map((server) => memberOf(server, open.get(server.name)));
}

/** nginx itself checks nobody; what it learns from failing requests it keeps to itself. */
function memberOf({ name, aliases, weight, state, backup }: Server, { count, guess }: Open = {}): Member {
  const detail = [backup && 'backup', guess].filter((part) => typeof part === 'string').join(', ');
  return {
    name,
    weight,
    state,
    health: 'unchecked',
    ...(count !== undefined && { connections: count }),
    ...(detail !== '' && { detail }),
    ...(aliases.length > 0 && { aliases }),
  };
}

function checkSaved({ weight, state }: Saved, where: string): void {
  checkWeight(weight, where);
  if (state === 'ready' || state === 'drain') return;
  throw new Failure('invalid', where, kept`"${state}" is no state for ${where}: ready and drain are.`);
}
