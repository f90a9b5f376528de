import { Failure, type FailureKind } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import type { Ran } from '../../transport/run.ts';
import { mark } from './script.ts';
import type { Service } from './service.ts';
import { parseTable, type Table } from './table.ts';

/** What a director showed, or that the real server had changed before it could be. */
export type Answer =
  | { readonly is: 'table'; readonly table: Table; readonly settings: Settings }
  | { readonly is: 'stale' };

/** Kernel settings by name; one that this kernel lacks is not there. */
export type Settings = ReadonlyMap<string, string>;

/**
 * ipvsadm and sudo say what is wrong as text; the exit codes (2, 1, 127 and 255) tell much less. These are the texts of
 * ipvsadm 1.24 to 1.31 (libipvs.c, ipvs_strerror), of the shell and of sudo 1.8 and 1.9.
 */
const known: readonly {
  readonly text: RegExp;
  readonly kind: FailureKind;
  readonly says: (director: string, service: Service) => string;
}[] = [
  {
    text: /must be root/,
    kind: 'denied',
    says: (director) => kept`ipvsadm needs root on ${director}: log in as root, or set \`sudo: true\`.`,
  },
  {
    text: /^(No such service|Service not defined)/m,
    kind: 'missing',
    says: (director, { pool }) => kept`${director} has no virtual service ${pool}.`,
  },
  {
    text: /^illegal weight specified/m,
    kind: 'invalid',
    says: (director) => kept`The ipvsadm of ${director} does not take such a high weight.`,
  },
  {
    text: /^Numerical result out of range/m,
    kind: 'invalid',
    says: (director) => kept`The kernel of ${director} refuses a lower threshold above the upper one.`,
  },
  {
    text: /^Can't initialize ipvs/m,
    kind: 'missing',
    says: (director) => kept`The kernel of ${director} has no IPVS: load the module ip_vs there.`,
  },
  {
    text: /sudo: (ipvsadm: )?(command )?not found/,
    kind: 'missing',
    says: (director) => kept`${director} lacks sudo, or has no ipvsadm where sudo looks for it.`,
  },
  {
    text: /ipvsadm: (command )?not found/,
    kind: 'missing',
    says: (director) => kept`ipvsadm is not installed on ${director}.`,
  },
  {
    text: /^(sudo: |Sorry, user )|is not in the sudoers file/m,
    kind: 'denied',
    says: (director) =>
      kept`sudo on ${director} does not let the bot run ipvsadm: its user needs "NOPASSWD: /sbin/ipvsadm" in sudoers.`,
  },
];

/** Somebody added or removed the real server between a look and the change. */
const overtaken = /^(No such destination|Destination already exists)/m;

/**
 * What a script's end means.
 * @param director what messages call it
 */
export function readAnswer(ran: Ran, service: Service, director: string): Answer | undefined {
  if (ran.exitCode !== 0) {
    if (overtaken.test(ran.stderr)) return { is: 'stale' };
    throw refusal(ran, service, director);
  }
  const parts = partsOf(ran.stdout);
  if (!parts.has(mark.end)) throw brokenOff(director);
  if (parts.has(mark.stale)) return { is: 'stale' };
  const where = `${director}/${service.pool}`;
  const table = parseTable(service, parts.get(mark.listing) ?? '', parts.get(mark.rules) ?? '', where);
  return table && { is: 'table', table, settings: parseSettings(parts.get(mark.settings) ?? '') };
}

/** The output cut at its marks. The last mark counts as there only with its line's end: an answer may break off in it. */
function partsOf(stdout: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let at = '';
  for (const line of stdout.split('\n').slice(0, -1)) {
    if (marks.has(line)) at = line;
    parts.set(at, marks.has(line) ? '' : `${parts.get(at) ?? ''}${line}\n`);
  }
  return parts;
}

const marks: ReadonlySet<string> = new Set(Object.values(mark));

/** `/proc/sys/net/ipv4/vs/expire_nodest_conn:0` */
const parseSettings = (text: string): Settings =>
  new Map(
    [...text.matchAll(/^\/proc\/\S*\/(\w+):(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );

/** A script that a signal ended (128 and more, except ipvsadm's own 255) may have made its change before. */
function refusal({ exitCode, stderr }: Ran, service: Service, director: string): Failure {
  const match = known.find(({ text }) => text.test(stderr));
  const where = `${director}/${service.pool}`;
  if (match) return new Failure(match.kind, where, match.says(director, service));
  const line = (stderr.trim().split('\n')[0] ?? '').slice(0, 200);
  if (exitCode >= 128 && exitCode < 255) return brokenOff(director);
  return new Failure(
    'failed',
    where,
    kept`ipvsadm on ${director} failed with exit code ${exitCode}: "${line}"`,
  );
}

const brokenOff = (director: string): Failure =>
  new Failure(
    'unreachable',
    director,
    kept`The answer of ${director} broke off: the command may or may not have taken effect.`,
  );
