export const host = '127.0.0.1';

interface HaproxyServer {
  readonly name: string;
  /** `127.0.0.1:8080` */
  readonly address: string;
  readonly weight?: number;
  readonly check?: { readonly intervalMs: number; readonly path?: string };
  /** More words of the `server` line: `disabled`, `track web/web-01`, `backup` … */
  readonly options?: string;
}

interface HaproxyBackend {
  readonly name: string;
  readonly servers: readonly HaproxyServer[];
  /** More lines of the backend section: `balance static-rr`, `mode tcp` … */
  readonly options?: readonly string[];
}

export interface HaproxyOptions {
  readonly backends: readonly HaproxyBackend[];
  /** Fixed ports, one a backend in the same order; free ones otherwise. */
  readonly frontendPorts?: readonly number[];
  /** More sections of the file, line by line: `resolvers …`. */
  readonly more?: readonly string[];
  /** Where the runtime API listens; both unless said otherwise. */
  readonly admin?: 'unix' | 'tcp' | 'both';
  /** Another program than the `haproxy` in PATH. */
  readonly binary?: string;
  /** What the runtime API may do; `admin` unless said otherwise. */
  readonly level?: 'user' | 'operator' | 'admin';
}

/** Where one HAProxy listens. */
export interface Places {
  readonly ports: readonly number[];
  readonly socketPath: string;
  readonly userSocketPath: string;
  readonly adminPort: number;
}

/** The configuration file of a HAProxy that `startHaproxy` starts. */
export function configText(options: HaproxyOptions, places: Places): string {
  const level = options.level ?? 'admin';
  return [
    'global',
    '  maxconn 2000',
    options.admin === 'tcp' ? '' : `  stats socket ${places.socketPath} mode 600 level ${level}`,
    options.admin === 'unix' ? '' : `  stats socket ipv4@${host}:${places.adminPort} level ${level}`,
    `  stats socket ${places.userSocketPath} mode 600 level user`,
    'defaults',
    '  mode http',
    '  timeout connect 2s',
    '  timeout client 60s',
    '  timeout server 60s',
    ...options.backends.flatMap((backend, i) => [
      // The frontend bears the backend's name, as many do; a tool must not mistake one for the other.
      `frontend ${backend.name}`,
      backend.options?.includes('mode tcp') ? '  mode tcp' : '',
      `  bind ${host}:${places.ports[i]}`,
      `  default_backend ${backend.name}`,
      ...backendLines(backend),
    ]),
    ...(options.more ?? []),
  ]
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');
}

function backendLines(backend: HaproxyBackend): readonly string[] {
  const path = backend.servers.find((server) => server.check?.path)?.check?.path;
  return [
    `backend ${backend.name}`,
    path === undefined ? '' : `  option httpchk GET ${path}`,
    ...(backend.options ?? []).map((line) => `  ${line}`),
    ...backend.servers.map((server) => `  ${serverLine(server)}`),
  ];
}

function serverLine({ name, address, weight, check, options }: HaproxyServer): string {
  const words = [
    `server ${name} ${address}`,
    weight !== undefined && `weight ${weight}`,
    check && `check inter ${check.intervalMs}ms rise 1 fall 2`,
    options,
  ];
  return words.filter(Boolean).join(' ');
}
