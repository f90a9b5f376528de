import { PGlite, protocol } from '@electric-sql/pglite';
import { Kysely, type QueryResult, sql } from 'kysely';
import pg from 'pg';
import { migrate } from '../../src/store/migrate.ts';
import type { Tables } from '../../src/store/tables.ts';
import { createLife, type Life } from './life.ts';
import { mortalDialect, type Run } from './mortal-dialect.ts';
import { createTurn } from './turn.ts';

const { serialize, messages } = protocol;

/** PostgreSQL's own dialect and code, in memory: it outlives the processes that use it, one of which has it at a time. */
export interface LiteDatabase {
  /**
   * For one process: what it has begun and not committed when its life ends is undone.
   * @param pause before each statement, so that others come in between
   */
  connect(life?: Life, pause?: () => Promise<void>): Kysely<Tables>;
  /** Empties every table; everything counts from 1 again. */
  forgetAll(): Promise<void>;
  close(): Promise<void>;
}

export async function openLite(): Promise<LiteDatabase> {
  const lite = await PGlite.create();
  const run = createRun(lite);
  const turn = createTurn();
  const connect: LiteDatabase['connect'] = (life = createLife(), pause = async () => undefined) => {
    const slowly: Run = async (...args) => {
      await pause();
      return run(...args);
    };
    const line = async () => ({ run: slowly, give: await turn.take() });
    return new Kysely<Tables>({ dialect: mortalDialect(line, life) });
  };
  const own = connect();
  await migrate(own);
  return {
    connect,
    async forgetAll() {
      await sql`truncate rollout, rollout_host, journal, custody, steer, output, host_release, cluster_lock, request,
        "freeze", override, thread, message, executor, beat, turn restart identity`.execute(own);
      await sql`alter sequence rollout_number restart`.execute(own);
      await sql`alter sequence override_number restart`.execute(own);
    },
    close: () => lite.close(),
  };
}

/** Statements are prepared once: most of the time in PGlite goes into parsing and planning. */
function createRun(lite: PGlite): Run {
  const names = new Map<string, string>();
  const send = async (...messages: Uint8Array[]) =>
    (await lite.execProtocol(Buffer.concat([...messages, serialize.sync()]))).messages;
  return async (query, values = []) => {
    let name = names.get(query);
    if (name === undefined) {
      name = `s${names.size}`;
      await send(serialize.parse({ name, text: query, types: [] }));
      names.set(query, name);
    }
    const bind = serialize.bind({ statement: name, values: values.map(asText) });
    return read(await send(bind, serialize.describe({ type: 'P' }), serialize.execute({})));
  };
}

/** As `pg` sends it. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

type Messages = Awaited<ReturnType<PGlite['execProtocol']>>['messages'];
type Fields = InstanceType<typeof messages.RowDescriptionMessage>['fields'];

/** Rows as `pg` makes them of what the database says. */
function read(answer: Messages): QueryResult<unknown> {
  const rows: Record<string, unknown>[] = [];
  let fields: Fields = [];
  let changed = 0;
  for (const message of answer) {
    if (message instanceof messages.RowDescriptionMessage) fields = message.fields;
    if (message instanceof messages.DataRowMessage) rows.push(rowOf(fields, message.fields));
    if (message instanceof messages.CommandCompleteMessage)
      changed = Number(/\d+$/.exec(message.text)?.[0] ?? 0);
  }
  return { rows, numAffectedRows: BigInt(changed) };
}

const rowOf = (fields: Fields, values: readonly (string | null)[]): Record<string, unknown> =>
  Object.fromEntries(
    fields.map(({ name, dataTypeID }, i) => {
      const text = values[i] ?? null;
      return [name, text === null ? null : pg.types.getTypeParser(dataTypeID)(text)];
    }),
  );
