import { currentCommand, deployCommand, type Host } from './host.ts';

/** Strategy and other settings of one scenario; what is absent is as fast and as strict as it can be. */
export interface Settings {
  readonly hosts?: readonly string[];
  readonly batch?: string;
  readonly canary?: number;
  readonly minInService?: number;
  readonly onFailure?: 'pause' | 'abort' | 'rollback';
  readonly connectionsWithin?: string;
  readonly onTimeout?: 'ask' | 'proceed' | 'abort';
  readonly verifyWithin?: string;
  readonly capacityWithin?: string;
  /** Instead of the world's HAProxy. */
  readonly socket?: string;
  readonly balancerTimeout?: string;
  /** Instead of each host's true one. */
  readonly fingerprint?: string;
  /** How many processes share the work; they need a world with a team. */
  readonly replicas?: number;
  /** The URL by which one of the replicas reaches what they share. */
  through?(url: string, replica: number, what: 'database' | 'redis'): string;
  /** The port by which one of the replicas reaches a host's SSH server. */
  sshPort?(host: string, port: number, replica: number): number;
  /** The same for the one whose file is written. */
  portOf?(host: string, port: number): number;
  /** More of the file's top level (`people:`, `chat:` …) and of the cluster (`access:`), as YAML in one line each. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly moreOfCluster?: Readonly<Record<string, unknown>>;
}

export interface Around {
  readonly hosts: readonly Host[];
  readonly socket: string;
  readonly dataDir: string;
  readonly clientKey: string;
}

/** The bot's configuration: what a team would write for its own HAProxy and hosts. */
export function rolloutYml({ hosts, socket, dataDir, clientKey }: Around, settings: Settings): string {
  const names = settings.hosts ?? hosts.map(({ name }) => name);
  return `providers:
  lb1: { type: haproxy, socket: ${text(settings.socket ?? socket)}, timeout: ${settings.balancerTimeout ?? '5s'} }
clusters:
  web:
    pools: [lb1/web]
    hosts:
${names.map((name) => hostLine(name, hosts, settings)).join('')}
    deploy:
      ssh:
        user: ${text(hosts[0]?.sshd.user ?? '')}
        key: ${text(clientKey)}
        connectTimeout: 3s
        keepAlive: 1s
      commands: [${text(deployCommand)}]
      current: ${text(currentCommand)}
      timeout: 2m
    verify:
      - http:
          url: "http://{address}:${hosts[0]?.port}/ready"
          body: "{release} well"
        within: ${settings.verifyWithin ?? '30s'}
        interval: 50ms
    strategy:
      batch: ${settings.batch ?? '1'}
${settings.canary === undefined ? '' : `      canary: ${settings.canary}\n`}\
      minInService: ${settings.minInService ?? names.length - 1}
      onFailure: ${settings.onFailure ?? 'pause'}
      connections: { within: ${settings.connectionsWithin ?? '30s'}, onTimeout: ${settings.onTimeout ?? 'ask'} }
      poolHealthWithin: 30s
      capacityWithin: ${settings.capacityWithin ?? '60s'}
${keysOf(settings.moreOfCluster, '    ')}\
${keysOf(settings.more, '')}\
dataDir: ${text(dataDir)}
`;
}

function hostLine(name: string, hosts: readonly Host[], settings: Settings): string {
  const host = hosts.find((each) => each.name === name);
  const { port, fingerprints } = host?.sshd ?? { port: 1, fingerprints: {} as Record<string, string> };
  const fingerprint = settings.fingerprint ?? fingerprints.ed25519 ?? '';
  const ssh = `{ port: ${settings.portOf?.(name, port) ?? port}, fingerprint: ${text(fingerprint)} }`;
  return `      - { name: ${name}, address: ${host?.address ?? '127.0.0.1'}, ssh: ${ssh} }\n`;
}

/** JSON is YAML too. */
const keysOf = (more: Settings['more'] = {}, indent: string): string =>
  Object.entries(more)
    .map(([key, value]) => `${indent}${key}: ${JSON.stringify(value)}\n`)
    .join('');

/** YAML's double-quoted text is JSON's. */
const text = (value: string): string => JSON.stringify(value);
