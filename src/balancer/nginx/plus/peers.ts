import { z } from 'zod';
import type { AdminState, Health, Member } from '../../../model/member.ts';
import { namesOf } from '../conf/names.ts';

/** The fields that are used of an upstream's servers ("HTTP Upstream" among the module's response objects). */
const peer = z.object({
  id: z.number().int().nonnegative(),
  /** Address with port. */
  server: z.string(),
  /** As the configuration writes it: where that is a host name, several addresses may share it. */
  name: z.string().optional(),
  weight: z.number().int().nonnegative(),
  state: z.string(),
  active: z.number().int().nonnegative(),
  backup: z.boolean().optional(),
  health_checks: z.object({ checks: z.number(), last_passed: z.boolean().optional() }).optional(),
});

export const upstream = z.object({ peers: z.array(peer) });

/** One server of an upstream, under all its names. */
export type Peer = Member & {
  readonly id: number;
  readonly name: string;
  readonly aliases: readonly string[];
};

export function peerOf(seen: z.output<typeof peer>): Peer {
  const { name, aliases } = namesOf(seen.server);
  const written = seen.name === undefined ? [] : Object.values(namesOf(seen.name)).flat();
  const detail = [seen.backup && 'backup', unusual(seen.state) && seen.state].filter(Boolean).join(', ');
  return {
    id: seen.id,
    name,
    aliases: [...new Set([...aliases, ...written])].filter((other) => other !== name),
    weight: seen.weight,
    state: stateOf(seen.state),
    health: healthOf(seen),
    connections: seen.active,
    ...(detail !== '' && { detail }),
  };
}

/** A server that is `down` gets nothing, sticky sessions included; one that is draining still gets those. */
function stateOf(state: string): AdminState {
  if (state === 'down') return 'maint';
  return state === 'draining' ? 'drain' : 'ready';
}

/** `unavail`, `checking`, `unhealthy`, or what later versions add. */
const unusual = (state: string): boolean => !['up', 'down', 'draining'].includes(state);

/** While a server is out on purpose, its last check is all that is known of its health. */
function healthOf({ state, health_checks: checks }: z.output<typeof peer>): Health {
  if (state === 'down') return 'unknown';
  if (unusual(state)) return 'down';
  if (!checks || checks.checks === 0) return 'unchecked';
  return state === 'draining' && checks.last_passed === false ? 'down' : 'up';
}
