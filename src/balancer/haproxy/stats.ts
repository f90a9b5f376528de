import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { refusal } from './answers.ts';

const text = z.string().default('');

/** The columns that are used of `show stat` (management guide, "CSV format"). */
const schema = z.object({
  pxname: z.string(),
  svname: z.string(),
  scur: z.coerce.number().int().nonnegative(),
  status: z.string(),
  bck: text,
  tracked: text,
  check_status: text,
  check_desc: text,
  agent_status: text,
  agent_desc: text,
});
export type Stat = z.infer<typeof schema>;

/** The statistics of a backend's servers by name, out of `show stat ID 4 -1`. */
export function parseStats(answer: string, pool: string, target: string): ReadonlyMap<string, Stat> {
  if (!answer.startsWith('# pxname,')) throw refusal(answer, target);
  const [head = '', ...lines] = answer.split('\n');
  const columns = fields(head.slice(2));
  const stats = lines.filter((line) => line !== '').map((line) => parseLine(columns, line, target));
  return new Map(stats.filter((stat) => stat.pxname === pool).map((stat) => [stat.svname, stat]));
}

function parseLine(columns: readonly string[], line: string, target: string): Stat {
  const values = fields(line);
  const row = schema.safeParse(Object.fromEntries(columns.map((column, i) => [column, values[i]])));
  if (row.success) return row.data;
  const field = row.error.issues[0]?.path.join('.') ?? kept`a column`;
  throw new Failure('failed', target, kept`The statistics of ${target} can't be read at ${field}: "${line}"`);
}

/** Splits a CSV line; a value with a comma or a quote in it stands in quotes, a quote in it is doubled. */
function fields(line: string): readonly string[] {
  const values = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...values].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
