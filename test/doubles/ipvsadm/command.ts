import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import { type Dest, type Key, plainTunnel, type Tunnel } from './kernel.ts';
import { Exit, fail, type Option, optionsOf } from './options.ts';

/** One command line of ipvsadm, read (parse_options, generic_opt_check and process_options of ipvsadm.c). */
export interface Command {
  readonly is: keyof typeof commands;
  readonly key: Key | undefined;
  readonly dest: Dest;
  readonly scheduler: string;
  readonly persistentSeconds: number | undefined;
  readonly mask: string | undefined;
  readonly flags: ReadonlySet<string>;
}

/** The options that a command must have (`+`) and may have, by the names of the error messages. */
const commands = {
  A: {
    name: 'add-service',
    needs: ['service-address'],
    takes: ['scheduler', 'persistent', 'netmask', 'ops'],
  },
  D: { name: 'delete-service', needs: ['service-address'], takes: [] },
  C: { name: 'flush', needs: [], takes: [] },
  L: { name: 'list', needs: [], takes: ['numeric', 'service-address', 'thresholds'] },
  a: { name: 'add-server', needs: ['service-address', 'real-server'], takes: settings() },
  e: { name: 'edit-server', needs: ['service-address', 'real-server'], takes: settings() },
  d: { name: 'delete-server', needs: ['service-address', 'real-server'], takes: [] },
  S: { name: 'save', needs: [], takes: ['numeric'] },
} as const satisfies Record<string, { name: string; needs: readonly string[]; takes: readonly string[] }>;

function settings() {
  return [
    'forwarding-method',
    'weight',
    'u-threshold',
    'l-threshold',
    'tun-type',
    'tun-port',
    'tun-nocsum',
    'tun-csum',
  ];
}

/** What messages call an option. */
const optionNames: Readonly<Record<string, string>> = {
  n: 'numeric',
  t: 'service-address',
  u: 'service-address',
  f: 'service-address',
  s: 'scheduler',
  p: 'persistent',
  M: 'netmask',
  r: 'real-server',
  m: 'forwarding-method',
  i: 'forwarding-method',
  g: 'forwarding-method',
  w: 'weight',
  x: 'u-threshold',
  y: 'l-threshold',
  o: 'ops',
};

/** @throws Exit as ipvsadm ends on what it does not take */
export function commandOf(args: readonly string[], version: string): Command {
  const options = optionsOf(args, version);
  const is = commandIn(options);
  const read = reader(version);
  for (const option of options) read.take(option);
  const command = { is, ...read.result() };
  checkOptions(is, read.names);
  return checkedDest(command, version);
}

/** The first option is the command; without one there is only advice. */
function commandIn(options: Generator<Option>): Command['is'] {
  const advice = "Try `ipvsadm -h' or 'ipvsadm --help' for more information.";
  let first: Option | undefined;
  try {
    first = options.next().value ?? undefined;
  } catch {
    throw new Exit(255, advice);
  }
  const name = first?.name;
  if (name !== undefined && isCommand(name)) return name;
  throw new Exit(255, advice);
}

const isCommand = (name: string): name is Command['is'] => Object.hasOwn(commands, name);

function checkOptions(is: Command['is'], names: ReadonlySet<string>): void {
  const { name, needs, takes }: { name: string; needs: readonly string[]; takes: readonly string[] } =
    commands[is];
  for (const need of needs)
    if (!names.has(need)) fail(`You need to supply the '${need}' option for the '${name}' command`);
  for (const given of names)
    if (![...needs, ...takes].includes(given)) fail(`Illegal '${given}' option with the '${name}' command`);
}

/** With direct routing and tunnels a real server has the service's port, whatever is said; not with marks. */
function checkedDest(command: Command, version: string): Command {
  const { is, key, dest } = command;
  if (key === undefined || (is !== 'a' && is !== 'e')) return command;
  if (version !== '1.26' && dest.method !== 'i' && familyOf(dest.address) !== key.family)
    fail('Different address family is allowed only for tunneling servers');
  if (key.mark !== 0 || dest.method === 'm') return command;
  return { ...command, dest: { ...dest, port: key.port } };
}

const familyOf = (address: string): 4 | 6 => (isIPv6(address) ? 6 : 4);

function reader(version: string) {
  const names = new Set<string>();
  const flags = new Set<string>();
  const mostWeight = version === '1.26' ? 65_535 : 2 ** 31 - 1;
  let key: Key | undefined;
  let dest: Dest = {
    address: '',
    port: 0,
    method: 'g',
    tunnel: plainTunnel,
    weight: 1,
    upper: 0,
    lower: 0,
    active: 0,
    inactive: 0,
  };
  let scheduler = 'wlc';
  let persistentSeconds: number | undefined;
  let mask: string | undefined;

  const byName: Readonly<Record<string, (value: string) => void>> = {
    t: (value) => {
      key = serviceKey('TCP', value);
    },
    u: (value) => {
      key = serviceKey('UDP', value);
    },
    f: (value) => {
      key = { mark: markOf(value), family: 4, protocol: 'TCP', address: '0.0.0.0', port: 0 };
    },
    '6': () => {
      if (!key || key.mark === 0) return fail('-6 used before -f\n');
      key = { ...key, family: 6, address: '::' };
    },
    s: (value) => {
      scheduler = value;
    },
    p: (value) => {
      persistentSeconds =
        value === '' ? 360 : number(value, 1, 86_400 * 31, `invalid timeout value \`${value}' specified`);
    },
    M: (value) => {
      mask = value;
    },
    r: (value) => {
      const place = placeOf(value) ?? fail('illegal real server address[:port] specified');
      dest = { ...dest, address: place.address, port: place.port ?? key?.port ?? 0 };
    },
    m: () => Object.assign(dest, { method: 'm' }),
    i: () => Object.assign(dest, { method: 'i' }),
    g: () => Object.assign(dest, { method: 'g' }),
    w: (value) => Object.assign(dest, { weight: number(value, 0, mostWeight, 'illegal weight specified') }),
    x: (value) =>
      Object.assign(dest, { upper: number(value, 0, 2 ** 31 - 1, 'illegal u_threshold specified') }),
    y: (value) =>
      Object.assign(dest, { lower: number(value, 0, 2 ** 31 - 1, 'illegal l_threshold specified') }),
    'tun-type': (value) => tunnel({ type: tunnelType(value) }),
    'tun-port': (value) => tunnel({ port: number(value, 1, 65_535, 'illegal tunnel port specified') }),
    'tun-nocsum': () => tunnel({ checksum: 'nocsum' }),
    'tun-csum': () => tunnel({ checksum: 'csum' }),
  };
  const tunnel = (part: Partial<Tunnel>): void => {
    dest = { ...dest, tunnel: { ...dest.tunnel, ...part } };
  };

  return {
    names,
    take({ name, value }: Option): void {
      const called = optionNames[name] ?? name;
      if (isCommand(name)) fail('multiple commands specified');
      if (names.has(called)) fail(`multiple '${called}' options specified`);
      if (name !== '6') names.add(called);
      flags.add(name);
      byName[name]?.(value);
    },
    result: () => ({ key, dest, scheduler, persistentSeconds, mask, flags }),
  };
}

function serviceKey(protocol: Key['protocol'], text: string): Key {
  const place = placeOf(text) ?? fail('illegal virtual server address[:port] specified');
  return {
    mark: 0,
    family: familyOf(place.address),
    protocol,
    address: place.address,
    port: place.port ?? 0,
  };
}

/** parse_service: an IPv6 address with its port, in brackets, or neither; an IPv4 one with or without it. */
function placeOf(text: string): { readonly address: string; readonly port: number | undefined } | undefined {
  const [, bracketed, v6port] = /^\[([^\]]+)\]:(\d+)$/.exec(text) ?? [];
  const v6 = bracketed ?? text;
  if (isIPv6(v6)) {
    const { address } = new SocketAddress({ family: 'ipv6', address: v6 });
    return { address, port: v6port === undefined ? undefined : Number(v6port) };
  }
  const [, v4 = '', v4port] = /^([^:]+)(?::(\d+))?$/.exec(text) ?? [];
  if (!isIPv4(v4) || Number(v4port ?? 0) > 65_535) return undefined;
  return { address: v4, port: v4port === undefined ? undefined : Number(v4port) };
}

function markOf(text: string): number {
  return number(text, 1, 2 ** 32 - 1, `invalid fwmark value \`${text}' specified`);
}

function tunnelType(text: string): Tunnel['type'] {
  if (text === 'ipip' || text === 'gue' || text === 'gre') return text;
  return fail('illegal tunnel type specified');
}

function number(text: string, least: number, most: number, message: string): number {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : fail(message);
}
