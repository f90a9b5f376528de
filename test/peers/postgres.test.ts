import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PostgresPeer, startPostgres } from './postgres.ts';
import { processTree } from './process-tree.ts';

let postgres: PostgresPeer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

async function ask(url: string, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return (await client.query(text).finally(() => client.end())).rows;
}

it('gives databases apart from each other', async () => {
  const [one, other] = [await postgres.database(), await postgres.database()];
  await ask(one, 'create table a (n integer)');
  expect(await ask(one, 'select * from a')).toEqual([]);
  await expect(ask(other, 'select * from a')).rejects.toThrow('does not exist');
});

it('keeps its port and what was committed over a kill of all of its processes', async () => {
  await ask(postgres.url, 'create table b as select 1 as n');
  const tree = processTree(postgres.pid());
  expect(tree.length).toBeGreaterThan(3);
  await postgres.kill();
  expect(tree.flatMap(processTree)).toEqual([]);
  await expect(ask(postgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  await postgres.restart();
  expect(await ask(postgres.url, 'select n from b')).toEqual([{ n: 1 }]);
});

it('answers nothing while it is frozen, on open connections neither', async () => {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  postgres.freeze();
  const answered: string[] = [];
  const asked = Promise.all([
    client.query('select 1').then(() => answered.push('open')),
    ask(postgres.url, 'select 1').then(() => answered.push('new')),
  ]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(answered).toEqual([]);
  postgres.thaw();
  await asked;
  await client.end();
});

it('can be two at once', async () => {
  const other = await startPostgres();
  expect(other.port).not.toBe(postgres.port);
  await ask(other.url, 'select 1');
  await other.stop();
});
