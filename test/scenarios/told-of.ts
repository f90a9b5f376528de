import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Entry } from '../../src/model/event.ts';
import { entryLine } from '../../src/report/entry-line.ts';
import type { Bot } from './bot.ts';

/** All lines of a rollout or an override, in order, from the database that the bot shares: no terminal follows an override. */
export async function toldOf(bot: Bot, id: string): Promise<readonly string[]> {
  const rows = await query(bot, 'select * from journal where rollout = $1 order by seq', [id]);
  return rows.flatMap((entry) => entryLine(entry)?.text ?? []);
}

/** Asks the database that the bot shares. */
export async function query({ config }: Bot, sql: string, values: unknown[]): Promise<readonly Entry[]> {
  const url = /postgres:\/\/[^\s'"]+/.exec(readFileSync(config, 'utf8'))?.[0];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Entry>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const takenUp = /^taken (over|up again)/;

/** The lines by which it tells a death. */
export const deathsIn = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => takenUp.test(line));

/** All the others. */
export const withoutDeaths = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => !takenUp.test(line));
