import type { Host } from '../model/host.ts';
import { kept } from '../text/say.ts';
import { quote } from '../transport/quote.ts';
import type { Deployer } from './deployer.ts';

/** What is to be counted: established TCP connections that the host took on these ports. */
export interface Wanted {
  /** At least one. */
  readonly ports: readonly number[];
  /**
   * Whether connections from 127.0.0.1 and ::1 count. They are a host's own, a monitor's or a local proxy's, unless the
   * load balancer runs there too.
   */
  readonly loopback: boolean;
}

/** How many there are, or why the host can't tell. */
export type Counted = { readonly open: number } | { readonly unknown: string };

const withinMs = 5_000;

/**
 * Asks the host itself, by `ss` (iproute2), else by /proc/net/tcp and tcp6 (proc(5)); IPv4 clients of an IPv6 socket
 * count as well. A port that nothing listens on counts as unknown, not as none: connections to a container with a
 * network of its own do not show on its host.
 * @throws the Failure of a host that can't be asked
 */
export async function countConnections(deployer: Deployer, host: Host, wanted: Wanted): Promise<Counted> {
  const { exitCode, output } = await deployer.ask(host, countScript(wanted), withinMs);
  const [word, value] = output.trim().split(' ');
  if (exitCode === 0 && word === 'open' && /^\d+$/.test(value ?? '')) return { open: Number(value) };
  if (exitCode === 0 && word === 'silent')
    return { unknown: kept`nothing listens on port ${String(value)} there` };
  return { unknown: kept`it has neither \`ss\` nor /proc/net/tcp` };
}

/** Prints `open N`, `silent PORT` or `unable`. For dash, busybox and any other POSIX shell. */
const countScript = ({ ports, loopback }: Wanted): string => `
filter=${quote(`( ${ports.map((port) => `sport = :${port}`).join(' or ')} )`)}
listening= open= how=
if command -v ss >/dev/null 2>&1; then
  listening=$(ss -Htn state listening "$filter" 2>/dev/null) &&
    open=$(ss -Htn state established "$filter" 2>/dev/null) && how=ss
fi
if [ -z "$how" ] && [ -r /proc/net/tcp ] && command -v grep >/dev/null 2>&1; then
  table=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
  listening=$(printf '%s\\n' "$table" | grep -E ${quote(procLine(ports, '0A'))})
  open=$(printf '%s\\n' "$table" | grep -E ${quote(procLine(ports, '01'))})
  how=proc
fi
[ -n "$how" ] || { echo unable; exit 0; }
${ports.map(silentPort).join('\n')}
printf 'open '
printf '%s\\n' "$open" | grep -E . | grep -cvE ${quote(loopback ? '^$' : fromLoopback)} || :
`; // not shown

const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');

/** `  0: 0100007F:1F90 0100007F:D431 01 …`: local, remote and state, in hexadecimal (proc(5); 01 established, 0A listening). */
const procLine = (ports: readonly number[], state: '01' | '0A'): string =>
  `^ *[0-9]+: [0-9A-F]+:(${ports.map(hex).join('|')}) [0-9A-F]+:[0-9A-F]+ ${state} `;

/** Of a listening socket's line, whichever of the two it is from. */
const silentPort = (port: number): string =>
  `printf '%s\\n' "$listening" | grep -qE ${quote(`:(${port}|${hex(port)}) `)} || { echo 'silent ${port}'; exit 0; }`; // not shown

/** The remote end as `ss` writes it, then as /proc does: 127.0.0.1, ::1, and 127.0.0.1 within IPv6. */
const fromLoopback = [
  ' (127\\.0\\.0\\.1|\\[::1\\]|\\[::ffff:127\\.0\\.0\\.1\\]):[0-9]+ *$',
  ':[0-9A-F]{4} (0100007F|0{24}01000000|0{16}FFFF00000100007F):[0-9A-F]{4} 01 ',
].join('|');
