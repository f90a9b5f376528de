import { isIPv6 } from 'node:net';
import type { Dest, VirtualService } from './kernel.ts';

/** `-Ln`, `-Ln --thresholds` and `-Sn` as print_service_entry of ipvsadm.c prints them, of 1.26 and of 1.31. */
export type Format = 'list' | 'thresholds' | 'rules';

const titles = {
  list: 'Prot LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n',
  thresholds:
    'Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn \n  -> RemoteAddress:Port\n',
  rules: '',
};

export const title = (format: Format): string => titles[format];

export function service(entry: VirtualService, format: Format, version: string): string {
  const head = format === 'rules' ? ruleHead(entry, version) : listHead(entry, version);
  const dests = entry.dests.toSorted(byPlace).map((dest) => line(entry, dest, format, version));
  return `${[head, ...dests].join('\n')}\n`;
}

/** Numbers wrap around as in C, where 192.168.0.1 comes before 10.0.0.1. */
export const byPlace = (
  one: { readonly address: string; readonly port: number },
  other: { readonly address: string; readonly port: number },
): number =>
  parts(one.address).reduce((r, part, i) => r || (part - (parts(other.address)[i] ?? 0)) | 0, 0) ||
  one.port - other.port;

function parts(address: string): readonly number[] {
  if (!isIPv6(address)) return [address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)];
  const [left = '', right = ''] = address.split('::');
  const groups = (text: string): string[] => text.split(':').filter((each) => each !== '');
  const zeros = Array<string>(8 - groups(left).length - groups(right).length).fill('0');
  const words = [...groups(left), ...zeros, ...groups(right)].map((each) => Number.parseInt(each, 16));
  return [0, 2, 4, 6].map((i) => (words[i] ?? 0) * 65_536 + (words[i + 1] ?? 0));
}

const place = ({ address, port }: { readonly address: string; readonly port: number }): string =>
  isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;

const defaultMask = ({ family }: VirtualService): string => (family === 6 ? '128' : '255.255.255.255');

function ruleHead(entry: VirtualService, version: string): string {
  const { persistentSeconds, mask, scheduler, onePacket } = entry;
  return [
    `-A ${ruleName(entry)} -s ${scheduler}`,
    persistentSeconds !== undefined && `-p ${persistentSeconds}`,
    persistentSeconds !== undefined && mask !== defaultMask(entry) && `-M ${mask}`,
    onePacket && (version === '1.26' ? 'ops' : '-o'),
  ]
    .filter(Boolean)
    .join(' ');
}

function ruleName(entry: VirtualService): string {
  if (entry.mark !== 0) return `-f ${entry.mark | 0}${entry.family === 6 ? ' -6' : ''}`;
  return `${entry.protocol === 'TCP' ? '-t' : '-u'} ${place(entry)}`;
}

/** 1.26 tells of one-packet scheduling only where the service is persistent too. */
function listHead(entry: VirtualService, version: string): string {
  const { persistentSeconds, mask, scheduler, onePacket } = entry;
  const name =
    entry.mark === 0
      ? `${entry.protocol}  ${place(entry)}`
      : `FWM  ${entry.mark | 0}${entry.family === 6 ? ' IPv6' : ''}`;
  return [
    `${name} ${scheduler}`,
    persistentSeconds !== undefined && `persistent ${persistentSeconds}`,
    persistentSeconds !== undefined && mask !== defaultMask(entry) && `mask ${mask}`,
    onePacket && (version !== '1.26' || persistentSeconds !== undefined) && 'ops',
  ]
    .filter(Boolean)
    .join(' ');
}

const forwards = { m: 'Masq', i: 'Tunnel', g: 'Route' };

function line(entry: VirtualService, dest: Dest, format: Format, version: string): string {
  const { weight, active, inactive, upper, lower, method } = dest;
  const name = place(dest);
  if (format === 'rules')
    return [`-a ${ruleName(entry)} -r ${name} -${method} -w ${weight}`, ...tunnelWords(dest, version)].join(
      ' ',
    );
  const counts = `${String(active).padEnd(10)} ${String(inactive).padEnd(10)}`;
  const start = `  -> ${name.padEnd(28)}`;
  if (format === 'thresholds')
    return `${start} ${String(upper).padEnd(10)} ${String(lower).padEnd(10)} ${counts}`;
  return `${start} ${forwards[method].padEnd(7)} ${String(weight).padEnd(6)} ${counts}`;
}

function tunnelWords({ method, tunnel }: Dest, version: string): readonly string[] {
  if (method !== 'i' || version === '1.26') return [];
  const { type, port, checksum } = tunnel;
  return [
    `--tun-type ${type}`,
    ...(type === 'gue' ? [`--tun-port ${port}`] : []),
    ...(type === 'ipip' || checksum === '' ? [] : [`--tun-${checksum}`]),
  ];
}
