import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Life } from './life.ts';

export type Run = (query: string, values?: readonly unknown[]) => Promise<QueryResult<unknown>>;

/** A connection, for as long as it is not given back. */
export interface Line {
  readonly run: Run;
  give(): void;
}

/** PostgreSQL for one process: what it has begun and not committed when its life ends is undone. */
export function mortalDialect(open: () => Promise<Line>, life: Life): Dialect {
  const given = new WeakMap<DatabaseConnection, () => void>();
  const say = async (connection: DatabaseConnection, text: string) =>
    void (await connection.executeQuery(CompiledQuery.raw(text)));
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: async () => undefined,
      async acquireConnection() {
        const { connection, give } = await life.look(() => connect(open, life));
        given.set(connection, give);
        return connection;
      },
      beginTransaction: (connection) => say(connection, 'begin'),
      commitTransaction: (connection) => say(connection, 'commit'),
      rollbackTransaction: (connection) => say(connection, 'rollback'),
      releaseConnection: async (connection) => given.get(connection)?.(),
      destroy: async () => undefined,
    }),
  };
}

async function connect(open: () => Promise<Line>, life: Life) {
  const line = await open();
  const state = { inTransaction: false, isGiven: false };
  const give = () => {
    if (!state.isGiven) line.give();
    state.isGiven = true;
    forget();
  };
  const undo = async () => {
    if (state.isGiven) return;
    if (state.inTransaction) await line.run('rollback');
    give();
  };
  const forget = life.onEnd(() => void undo());
  if (life.isOver()) await undo();
  return { connection: connectionOn(line, state, life), give };
}

function connectionOn(line: Line, state: { inTransaction: boolean }, life: Life): DatabaseConnection {
  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery) {
      // To die at what changes nothing for others is to die at the next call that does.
      const counts = sql === 'commit' || (!state.inTransaction && !/^(select|begin)/.test(sql));
      const result = await (counts ? life.call : life.look)(() => line.run(sql, parameters));
      const isEnd = sql === 'commit' || sql === 'rollback';
      state.inTransaction = sql === 'begin' || (state.inTransaction && !isEnd);
      // The caller says what its rows are, as with every driver.
      return result as QueryResult<R>;
    },
    streamQuery: () => {
      throw new Error('nothing is streamed here');
    },
  };
}
