import { quote, quoteAll } from '../../transport/quote.ts';
import type { Service } from './service.ts';
import { type RealServer, ruleStart } from './table.ts';

/**
 * The shell scripts that run on a director. Nothing here runs anything. Each word of a command is quoted by itself, so
 * that no name can carry a second command. A command that fails ends the script with its exit code; what it says about
 * that is all on the standard error.
 */
export const mark = {
  listing: '#listing',
  rules: '#rules',
  settings: '#settings',
  stale: '#stale',
  change: '#change',
  end: '#end',
} as const;

/** A change of one real server: ipvsadm's words for it. */
export interface Order {
  readonly words: readonly string[];
  /** The real server as it must still be for the order to be right; absent where it adds one. */
  readonly while?: RealServer;
}

/** Prints the service's table. */
export const lookScript = (service: Service, ipvsadm: string): string =>
  [begin(ipvsadm), look(service)].join('\n');

/**
 * Makes a change only while the real server's lines are still the ones that it was decided on, then prints the table;
 * prints `#stale` where they are not. With direct routing ipvsadm ignores the port, so an address alone would not do.
 */
export const changeScript = (service: Service, order: Order, ipvsadm: string): string =>
  [
    begin(ipvsadm),
    ...(order.while ? guard(service, order.while) : []),
    // Who waits no more has closed the other end: this line ends a script that was held up until then.
    `echo '${mark.change}' || exit`,
    `ipvs ${quoteAll(order.words)} || exit`, // not shown
    look(service),
  ].join('\n');

/** A plain user's PATH often lacks the folders that ipvsadm lives in. */
const begin = (ipvsadm: string): string =>
  [
    'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C', // not shown
    'export PATH LC_ALL', // not shown
    `ipvs() { ${ipvsadm} "$@"; }`,
    "nl='\n'",
  ].join('\n');

/** Other services' rules can be many: they stay where they are. */
const look = (service: Service): string =>
  [
    `echo '${mark.listing}'`,
    `${list(service)} || exit`,
    `echo '${mark.rules}'`,
    'rules=$(ipvs -Sn) || exit',
    `printf '%s\\n' "$rules" | grep -F -e ${quote(ruleStart(service))}`,
    `echo '${mark.settings}'`,
    // Prints the names with the values, and nothing for one that this kernel lacks.
    `grep -s '' ${settings.map((name) => `/proc/sys/net/ipv4/vs/${name}`).join(' ')}`,
    `echo '${mark.end}'`,
  ].join('\n');

const list = ({ words }: Service): string => `ipvs -Ln ${quoteAll(words)} --thresholds`; // not shown

const guard = (service: Service, { rule, row }: RealServer): readonly string[] => {
  const stale = `echo '${mark.stale}'; echo '${mark.end}'; exit 0`;
  return [
    'rules=$(ipvs -Sn) || exit',
    `case "$nl$rules$nl" in *"$nl"${quote(rule)}"$nl"*) ;; *) ${stale} ;; esac`,
    `rows=$(${list(service)}) || exit`,
    `case "$nl$rows" in *"$nl"${quote(row)}*) ;; *) ${stale} ;; esac`,
  ];
};

/** What the kernel does with clients of a drained real server (Documentation/networking/ipvs-sysctl.rst). */
const settings = ['expire_quiescent_template', 'expire_nodest_conn'] as const;
