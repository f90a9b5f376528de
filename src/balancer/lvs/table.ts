import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { type Endpoint, parseEndpoint } from './endpoint.ts';
import type { Service } from './service.ts';

/** What IPVS keeps of a real server and `-e` sets altogether: whatever is not said, it resets. */
export interface Setting {
  readonly weight: number;
  /** How packets are forwarded, in ipvsadm's own words: `-g`, `-m`, `-i --tun-type gue --tun-port 6080`. */
  readonly method: string;
  /** Connections above which it gets no new ones, and below which it does again; 0 is no limit (`-x`, `-y`). */
  readonly upper: number;
  readonly lower: number;
}

export interface RealServer extends Setting, Endpoint {
  readonly active: number;
  readonly inactive: number;
  /** Its lines, of the second one what does not count connections: a change is made only while they are still there. */
  readonly rule: string;
  readonly row: string;
}

/** One virtual service, as one director shows it. */
export interface Table {
  /** For so many seconds a client stays with its real server; absent where the service is not persistent. */
  readonly persistentSeconds?: number;
  readonly servers: readonly RealServer[];
}

/** Nothing but what says how packets are forwarded: it goes into commands again. */
export const methodSchema = z.string().regex(/^-[gmi]( --tun-[a-z]+( \w+)?)*$/);

const count = z.coerce.number().int().nonnegative();
const rowSchema = z.object({ name: z.string(), upper: count, lower: count, active: count, inactive: count });
const ruleSchema = z.object({
  name: z.string(),
  weight: count,
  method: methodSchema,
});

type Row = z.infer<typeof rowSchema> & { readonly row: string };
type Rule = z.infer<typeof ruleSchema> & { readonly rule: string };

/**
 * The table out of `-Ln --thresholds` for the service and its lines of `-Sn` (ipvsadm.c, print_service_entry; the forms
 * of 1.24 to 1.31). Undefined where the two don't name the same real servers, as the table changed between them.
 */
export function parseTable(
  service: Service,
  listing: string,
  rules: string,
  where: string,
): Table | undefined {
  const { persistentSeconds, rows } = parseListing(service, listing, where);
  const saved = parseRules(service, rules, where);
  const servers = rows.flatMap((row) => {
    const rule = saved.find(({ name }) => name === row.name);
    return rule ? [{ ...endpointOf(row, where), ...rule, ...row }] : [];
  });
  if (rows.length !== saved.length || servers.length !== rows.length) return undefined;
  return { ...(persistentSeconds !== undefined && { persistentSeconds }), servers };
}

/** The service's line, `TCP  10.0.0.1:80 wlc persistent 60 mask 255.255.255.0`, and after it a line a real server. */
function parseListing(
  service: Service,
  text: string,
  where: string,
): { readonly persistentSeconds: number | undefined; readonly rows: readonly Row[] } {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => `${line.replace(/\s+/g, ' ')} `.startsWith(`${service.head} `));
  if (at < 0) throw unreadable(where, text);
  const seconds = / persistent (\d+)\b/.exec(lines[at] ?? '')?.[1];
  const rest = lines.slice(at + 1).filter((line) => line.trim() !== '');
  return {
    persistentSeconds: seconds === undefined ? undefined : Number(seconds),
    rows: rest.map((line) => parseRow(line, where)),
  };
}

/** `  -> 10.0.0.1:80                  0          0          0          0         ` */
function parseRow(line: string, where: string): Row {
  const [text = '', name, upper, lower, active, inactive] =
    /^\s+-> (\S+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*$/.exec(line) ?? [];
  const row = rowSchema.safeParse({ name, upper, lower, active, inactive });
  if (!row.success) throw unreadable(where, line);
  return { ...row.data, row: text.replace(/\d+\s+\d+\s*$/, '') };
}

function parseRules(service: Service, text: string, where: string): readonly Rule[] {
  const start = ruleStart(service);
  const lines = text.split('\n').filter((line) => line.startsWith(start));
  return lines.map((line) => parseRule(line, start, where));
}

/** How the lines of `-Sn` about the service's real servers begin. */
export const ruleStart = ({ words }: Service): string => `-a ${words.join(' ')} -r `;

/** `-a -t 10.0.0.1:80 -r 10.0.0.2:80 -i -w 5 --tun-type ipip`: the method's own options come after the weight. */
function parseRule(line: string, start: string, where: string): Rule {
  const [name, ...words] = line.slice(start.length).trim().split(/\s+/);
  const at = words.indexOf('-w');
  const method = words.filter((_, i) => at < 0 || (i !== at && i !== at + 1)).join(' ');
  const rule = ruleSchema.safeParse({ name, weight: words[at + 1], method });
  if (at < 0 || !rule.success) throw unreadable(where, line);
  return { ...rule.data, rule: line };
}

function endpointOf({ name, row }: Row, where: string): Endpoint {
  const endpoint = parseEndpoint(name);
  if (!endpoint) throw unreadable(where, row);
  return endpoint;
}

function unreadable(where: string, text: string): Failure {
  const line = text.trim().split('\n').at(-1) ?? '';
  return new Failure(
    'failed',
    where,
    kept`What ipvsadm prints for ${where} can't be read: "${line.slice(0, 200)}"`,
  );
}
