import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type PostgresPeer, startPostgres } from '../peers/postgres.ts';
import { freePort } from '../peers/wait.ts';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

let dir: string;
let postgres: PostgresPeer | undefined;
const started: ChildProcess[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollout-first-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await postgres?.stop();
  postgres = undefined;
  await rm(dir, { recursive: true });
});

const config = (database: string, verify = 'verify: [{ tcp: 1 }]'): string => `
providers: { lb: { type: haproxy, socket: /run/haproxy/admin.sock } }
clusters:
  web: { pools: [lb/web], hosts: [a, b], deploy: { local: true, commands: ["true"] }, ${verify} }
store: { url: ${JSON.stringify(database)} }
dataDir: data
`;

/** What it says until it is ready, or ends. */
async function start(name: string, text: string, lang = 'C'): Promise<{ code: number | null; said: string }> {
  const file = join(dir, name, 'rollout.yml');
  await mkdir(join(dir, name));
  await writeFile(file, text);
  const env = { ...process.env, LOG_LEVEL: 'silent', LC_ALL: lang };
  const child = spawn(process.execPath, [main, 'start', '--config', file], { env });
  started.push(child);
  let said = '';
  child.stderr.on('data', (bytes) => (said += bytes));
  const ready = new Promise<void>((resolve) =>
    child.stdout.on('data', (bytes) => {
      said += bytes;
      if (said.includes('ready')) resolve();
    }),
  );
  await Promise.race([ready, once(child, 'close')]);
  return { code: child.exitCode, said };
}

it('is alike for several that start at once on a new database', async () => {
  postgres = await startPostgres();
  const database = await postgres.database();
  const all = await Promise.all(['one', 'two', 'three'].map((name) => start(name, config(database))));
  for (const { code, said } of all) {
    expect(code, said).toBeNull();
    expect(said).toContain('Rollout is ready for web');
  }
});

it('says where the database is that can’t be reached, and why, and not its password', async () => {
  const at = `127.0.0.1:${await freePort()}`;
  const { code, said } = await start('one', config(`postgres://rollout:hidden@${at}/rollout`));
  expect(code).toBe(69);
  expect(said).toBe(
    `the database ${at}/rollout can't be opened: connect ECONNREFUSED ${at}; see \`store.url\`\n`,
  );
  const chinese = await start('two', config(`postgres://rollout:hidden@${at}/rollout`, ''), 'zh_CN.UTF-8');
  expect(chinese.said).toBe(
    `警告：${dir}/two/rollout.yml:4:3 clusters.web：没有配置 \`verify\`：只能靠负载均衡自身的健康检查发现有问题的版本\n` +
      `无法打开数据库 ${at}/rollout：connect ECONNREFUSED ${at}；请检查 \`store.url\`\n`,
  );
});

it('ends with a sentence where it can’t be told how to reach the Redis that it shares', async () => {
  postgres = await startPostgres();
  const locks = 'locks: { url: "rediss://127.0.0.1:1", ca: gone.pem }\n';
  const { code, said } = await start('one', `${config(await postgres.database())}${locks}`);
  expect(code, said).toBe(69);
  expect(said).toMatch(/^The certificates for .* can't be read/u);
});
