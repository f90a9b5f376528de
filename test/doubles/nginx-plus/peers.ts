import { z } from 'zod';

/** One server of an upstream in shared memory. */
export interface PlusPeer {
  id: number;
  readonly server: string;
  readonly name: string;
  readonly backup: boolean;
  weight: number;
  down: boolean;
  drain: boolean;
  active: number;
  /** What requests and checks have shown of it, where nobody took it out. */
  health: 'up' | 'unavail' | 'checking' | 'unhealthy';
  health_checks: { checks: number; fails: number; unhealthy: number; last_passed?: boolean };
}

export const plusPeer = (id: number, server: string, more: Partial<PlusPeer> = {}): PlusPeer => ({
  id,
  server,
  name: server,
  backup: false,
  weight: 1,
  down: false,
  drain: false,
  active: 0,
  health: 'up',
  health_checks: { checks: 0, fails: 0, unhealthy: 0 },
  ...more,
});

export const stateOf = ({ down, drain, health }: PlusPeer): string => {
  if (down) return 'down';
  return drain ? 'draining' : health;
};

/** "HTTP Upstream": what the servers do. */
export const statusOf = (peer: PlusPeer): object => ({
  id: peer.id,
  server: peer.server,
  name: peer.name,
  backup: peer.backup,
  weight: peer.weight,
  state: stateOf(peer),
  active: peer.active,
  ssl: { handshakes: 0, handshakes_failed: 0, session_reuses: 0 },
  requests: 667_231,
  responses: {
    '1xx': 0,
    '2xx': 666_310,
    '3xx': 0,
    '4xx': 915,
    '5xx': 6,
    codes: { 200: 666_310 },
    total: 667_231,
  },
  sent: 251_946_292,
  received: 19_222_475_454,
  fails: 0,
  unavail: 0,
  health_checks: peer.health_checks,
  downtime: 0,
  selected: '2024-02-01T15:01:25.000Z',
});

/** "HTTP Upstream Server": how they are configured. */
export const settingsOf = ({ id, server, weight, backup, down, drain }: PlusPeer): object => ({
  id,
  server,
  weight,
  max_conns: 0,
  max_fails: 1,
  fail_timeout: '10s',
  slow_start: '0s',
  route: '',
  backup,
  down,
  ...(drain && { drain }),
});

/** What PATCH takes; `id`, `backup` and `service` can't be changed. */
const changeable = z.strictObject({
  server: z.string(),
  weight: z.number(),
  max_conns: z.number(),
  max_fails: z.number(),
  fail_timeout: z.string(),
  slow_start: z.string(),
  route: z.string(),
  down: z.boolean(),
  drain: z.boolean(),
});
const change = changeable.partial();

export type PlusChange = z.output<typeof change>;

/** The error's status, text and code, as "Modify a server in an HTTP upstream server group" lists them. */
export type PlusError = readonly [status: number, text: string, code: string];

export function changeOf(body: string): { readonly change: PlusChange } | { readonly error: PlusError } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { error: [415, 'json error', 'JsonError'] };
  }
  const parsed = change.safeParse(json);
  if (!parsed.success) return { error: [400, formatText(parsed.error.issues[0]), 'UpstreamConfFormatError'] };
  const { weight = 1, server } = parsed.data;
  if (!Number.isInteger(weight) || weight < 1) return { error: [400, 'invalid weight', 'UpstreamBadWeight'] };
  // All servers here come from the configuration file.
  if (server !== undefined) return { error: [400, 'server address is immutable', 'UpstreamServerImmutable'] };
  return { change: parsed.data };
}

function formatText(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'unrecognized_keys') return `unknown parameter "${issue.keys[0]}"`;
  return `invalid "${issue?.path.join('.') ?? ''}" value`;
}
