import type { CheckResult } from './check-result.ts';

/** What the operators asked of a server, in the runtime API's own words. */
export type Admin = 'ready' | 'drain' | 'maint';

/** Health checks: GET `path` every `interMs`, `rise` passes to come up, `fall` failures to go down. */
export interface CheckSettings {
  readonly path: string;
  readonly interMs: number;
  readonly timeoutMs: number;
  readonly rise: number;
  readonly fall: number;
}

export interface ServerSettings {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly weight: number;
}

/** One server of the pool and all that is known about it now. */
export interface Server extends ServerSettings {
  /** From 1, in the order of the settings: `srv_id` and `sid`. */
  readonly id: number;
  userWeight: number;
  admin: Admin;
  /** Goes by the health checks (and is down in maint): `srv_op_state` 2 or 0. */
  running: boolean;
  /** Between 0 and rise + fall - 1; running from `rise` on. */
  health: number;
  checking: boolean;
  lastCheck: CheckResult;
  /** In milliseconds, of the monotonic clock. */
  changedAt: number;
  downMs: number;
  /** Counters as HAProxy names them: scur, smax, stot, chkfail, chkdown, hrsp_1xx … hrsp_5xx, econ, eresp. */
  readonly count: Record<Counter, number>;
  lastSessionAt: number | undefined;
  /** The pick's own balance: see pick.ts. */
  credit: number;
}

export type Counter =
  | 'scur'
  | 'smax'
  | 'stot'
  | 'bin'
  | 'bout'
  | 'econ'
  | 'eresp'
  | 'cli_abrt'
  | 'chkfail'
  | 'chkdown'
  | 'hrsp_1xx'
  | 'hrsp_2xx'
  | 'hrsp_3xx'
  | 'hrsp_4xx'
  | 'hrsp_5xx';

const noCounts = (): Record<Counter, number> => ({
  scur: 0,
  smax: 0,
  stot: 0,
  bin: 0,
  bout: 0,
  econ: 0,
  eresp: 0,
  cli_abrt: 0,
  chkfail: 0,
  chkdown: 0,
  hrsp_1xx: 0,
  hrsp_2xx: 0,
  hrsp_3xx: 0,
  hrsp_4xx: 0,
  hrsp_5xx: 0,
});

/** A server as HAProxy starts it: taken for healthy, one failed check from being down. */
export function newServer(settings: ServerSettings, id: number, check: CheckSettings): Server {
  return {
    ...settings,
    id,
    userWeight: settings.weight,
    admin: 'ready',
    running: true,
    health: check.rise,
    checking: false,
    lastCheck: { status: 'INI', passed: false, code: undefined, durationMs: 0, detail: '' },
    changedAt: performance.now(),
    downMs: 0,
    count: noCounts(),
    lastSessionAt: undefined,
    credit: 0,
  };
}

/** Gets new requests now. */
export const takesRequests = (server: Server): boolean =>
  server.admin === 'ready' && server.running && server.userWeight > 0;

/** Brings a server up or down and keeps the books: since when, for how long, how often. */
export function setRunning(server: Server, running: boolean): void {
  if (server.running === running) return;
  const now = performance.now();
  if (running) server.downMs += now - server.changedAt;
  else server.count.chkdown += 1;
  server.running = running;
  server.changedAt = now;
}

/**
 * What `set server … state` does. Leaving maint makes a server run at once, one failed check from being down,
 * as HAProxy does; going into drain leaves health alone.
 */
export function setAdmin(server: Server, admin: Admin, check: CheckSettings): void {
  if (server.admin === admin) return;
  if (admin === 'maint') {
    setRunning(server, false);
    server.health = 0;
  } else if (server.admin === 'maint') {
    server.health = check.rise;
    setRunning(server, true);
  } else if (server.running) {
    server.changedAt = performance.now();
  }
  server.admin = admin;
}

/** Total time down in milliseconds, the present spell included. */
export const downtimeMs = (server: Server): number =>
  server.downMs + (server.running ? 0 : performance.now() - server.changedAt);
