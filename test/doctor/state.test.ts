import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createLocalChat } from '../../src/chat/local/server.ts';
import { examineState } from '../../src/doctor/state.ts';
import type { Answer } from '../../src/intake/intake.ts';
import { createStoreLock } from '../../src/lock/store/store-lock.ts';
import type { Config } from '../../src/model/config.ts';
import { Secret } from '../../src/model/secret.ts';
import { findingsCard, findingsIn } from '../../src/report/findings-card.ts';
import { type Database, openEmbedded } from '../../src/store/database.ts';
import { readPostgres } from '../../src/store/postgres.ts';
import { createStore } from '../../src/store/store.ts';
import { plan } from '../report/sample.ts';
import { newWorld } from '../workflow/stage-world.ts';

let dir: string;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollout-doctor-'));
});
afterEach(async () => {
  for (const closer of closers.splice(0).reverse()) await closer();
  await rm(dir, { recursive: true });
});

const world = newWorld({});
const reach = {
  balancer: () => world.balancer,
  cluster: (name: string) => (name === 'web' ? world.cluster : undefined),
};
const configOf = (store: Config['store'] = { kind: 'embedded' }): Config => ({
  providers: [],
  clusters: [world.cluster],
  people: [],
  groups: [],
  freezes: [],
  store,
  locks: { kind: 'store' },
  chat: { local: { enabled: true } },
  dataDir: dir,
  approvalExpiresMs: 60_000,
  language: 'en',
});
const rows = async (config = configOf()) =>
  (await examineState(config, reach)).map(({ mark, what, where, answer, mend = '' }) =>
    [mark, what, where, answer, mend].join(' | '),
  );

/** r1 left b out, and has the lock still; r2 is under way. */
async function record(database: Database): Promise<void> {
  const store = createStore(database.db);
  const hosts = ['b', 'c'].map((host) => ({ host, from: 'v1', to: 'v2', members: [] }));
  const made = { ...plan, batches: [{ name: 'batch 1', canary: false, hosts }] };
  for (const id of ['r1', 'r2'])
    await store.rollouts.create(id, { plan: made, requester: 'alice', state: 'queued', approvers: [] });
  const saved = { weight: 50, state: 'ready' as const };
  const body = { type: 'held' as const, host: 'b', pool: 'lb/web', member: 'b', saved };
  await store.journal.record({ rollout: 'r1', cluster: 'web', key: 'held', body });
  await store.custody.markChanging('lb/web', 'b');
  const end = { type: 'state' as const, state: 'failed' as const };
  await store.journal.record({ rollout: 'r1', cluster: 'web', key: 'end', body: end });
  await createStoreLock(database.db).acquire('web', { kind: 'rollout', name: 'r1', reason: 'deploy v2' });
}
const recorded = [
  expect.stringMatching(
    /^wrong \| rollout \| r2 \| r2 deploy web v1 → v2 · waiting for the lock; no process/,
  ),
  expect.stringMatching(/^wrong \| lock \| web \| held by r1 since .* and r1 has ended \| unlock web$/),
  expect.stringMatching(
    /^wrong \| member \| b in lb\/web \| left out by r1 since .*; lb\/web says .* \| enable web b$/,
  ),
];

describe('where no bot runs', () => {
  it('reads a copy of the embedded database, and changes nothing in it', async () => {
    await cp(inject('templateDatabase'), dir, { recursive: true });
    const database = await openEmbedded(dir);
    await record(database);
    await database.close();
    const before = await contentOf(join(dir, 'db'));
    world.balancer.world.pools.get('web')?.forEach((member) => {
      if (member.name === 'b') member.state = 'drain';
    });
    expect(await rows()).toEqual(recorded);
    expect(await contentOf(join(dir, 'db'))).toEqual(before);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('rollout-copy-'))).toEqual([]);
  });

  it('says that there is nothing yet', async () => {
    expect(await rows()).toEqual([
      `note | journal | ${dir} | nothing yet: no bot of this version was started on it so far | `,
    ]);
  });

  it('says what is wrong with the database', async () => {
    await mkdir(join(dir, 'db'));
    await cp(new URL(import.meta.url), join(dir, 'db', 'PG_VERSION'));
    expect(await rows()).toEqual([expect.stringMatching(/^wrong \| journal \| /)]);
  });
});

describe('a PostgreSQL', () => {
  async function serve(): Promise<string> {
    const lite = await PGlite.create({ dataDir: join(dir, 'db') });
    const server = new PGLiteSocketServer({ db: lite, path: join(dir, '.s.PGSQL.5432') });
    await server.start();
    closers.push(async () => {
      await server.stop();
      await lite.close();
    });
    return `postgres://postgres@/postgres?host=${encodeURIComponent(dir)}`;
  }
  const config = (url: string) => configOf({ kind: 'postgres', url: new Secret(url) });

  it('is read as it is', async () => {
    await cp(inject('templateDatabase'), dir, { recursive: true });
    const database = await openEmbedded(dir);
    await record(database);
    await database.close();
    const url = await serve();
    expect(await rows(config(url))).toEqual(recorded);
  });

  it('can not be changed by whoever reads it', async () => {
    await cp(inject('templateDatabase'), dir, { recursive: true });
    const reading = readPostgres(await serve());
    closers.push(() => reading.close());
    await expect(sql`delete from rollout_host`.execute(reading.db)).rejects.toThrow('read-only');
    expect((await sql`select from rollout_host`.execute(reading.db)).rows).toEqual([]);
  });

  it('on which no bot was started is told so', async () => {
    const url = await serve();
    expect(await rows(config(url))).toEqual([
      'note | journal | postgres | nothing yet: no bot of this version was started on it so far | ',
    ]);
  });

  it('that does not answer is wrong', async () => {
    const url = `postgres://postgres@/postgres?host=${encodeURIComponent(dir)}`;
    expect(await rows(config(url))).toEqual([expect.stringMatching(/^wrong \| journal \| postgres \| /)]);
  });
});

describe('where a bot runs', () => {
  async function bot(handle: (text: string) => Promise<Answer>, ready?: Promise<void>): Promise<void> {
    const chat = createLocalChat({
      intake: { handle: ({ text }) => handle(text) },
      report: { follow: () => (async function* () {})() },
      personOf: (login) => login,
      ...(ready && { ready }),
    });
    const server = createServer(chat);
    await new Promise<void>((resolve) => server.listen(join(dir, 'rollout.sock'), resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve)));
  }
  const findings = [
    { mark: 'wrong' as const, what: 'lock', where: 'web', answer: 'r1 has ended', mend: 'unlock web' },
    { mark: 'note' as const, what: 'member', where: 'c in lb/web', answer: 'out, not by us' },
  ];

  it('it is asked, and its database left alone', async () => {
    await mkdir(join(dir, 'db'));
    const asked: string[] = [];
    await bot(async (text) => {
      asked.push(text);
      return { code: 'ok', card: findingsCard(findings) };
    });
    expect(await rows()).toEqual([
      'wrong | lock | web | r1 has ended | unlock web',
      'note | member | c in lb/web | out, not by us | ',
    ]);
    expect(asked).toEqual(['doctor']);
  });

  it.each<[string, Answer]>([
    [
      'does not know the word',
      { code: 'wrong', card: { title: 'There is no command “doctor”.', tone: 'warning' } },
    ],
    ['says something else', { code: 'ok', card: { title: 'There is no command “doctor”.', tone: 'good' } }],
  ])('and %s, it is said how else to ask it', async (_, answer) => {
    await bot(async () => answer);
    expect(await rows()).toEqual([
      'ask | journal | the bot that runs here | could not be asked (There is no command “doctor”): ask it in its chat, with `doctor` or `drained` | ',
    ]);
  });

  it('and its local chat is off, it is said too', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.resume();
      socket.end(`${JSON.stringify({ type: 'error', text: 'the local chat is switched off' })}\n`);
    });
    await new Promise<void>((resolve) => server.listen(join(dir, 'rollout.sock'), resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve)));
    expect((await rows())[0]).toMatch(
      /^ask \| journal \| the bot that runs here \| could not be asked \(the local chat is switched off\): ask it in its chat/,
    );
  });
});

describe('the card', () => {
  it('has what is wrong first, counts it, and reads back as what it was made of', () => {
    const found = [
      { mark: 'ok' as const, what: 'pool', where: 'lb1/web', answer: '5 of 5' },
      { mark: 'ask' as const, what: 'question', where: 'r1', answer: 'go on?' },
      { mark: 'wrong' as const, what: 'lock', where: 'web', answer: 'r1 has ended', mend: 'unlock web' },
    ];
    const card = findingsCard(found);
    expect(card).toMatchObject({ title: '1 of 3 things wrong, 1 waits for a person', tone: 'bad' });
    expect(card.buttons).toEqual([{ label: 'Unlock web', command: 'unlock web' }]);
    expect(findingsIn(card)).toEqual(found.toReversed());
    expect(findingsIn({ ...card, table: { head: ['a'], rows: [] } })).toBeUndefined();
    expect(findingsIn({ ...card, table: { head: card.table?.head ?? [], rows: [['??']] } })).toBeUndefined();
    expect(findingsCard(found.slice(0, 1))).toMatchObject({
      title: 'Nothing is wrong: 1 thing looked at',
      tone: 'good',
    });
  });
});

/** Every file of a folder with what is in it. */
async function contentOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  );
  const read = files.map(async ({ parentPath, name }) => {
    const file = join(parentPath, name);
    return [file, (await readFile(file)).toString('base64')] as const;
  });
  return new Map(await Promise.all(read));
}
