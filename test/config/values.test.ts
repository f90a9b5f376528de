import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { problemText, readConfig } from '../../src/config/config.ts';
import { Secret } from '../../src/model/secret.ts';
import { changed, config, minimal, problems, read } from './support.ts';

const dataDir = (text: string, env: Readonly<Record<string, string>> = {}) =>
  config(`${minimal}dataDir: ${text}\n`, { env }).dataDir;

describe('variables', () => {
  test.each([
    [`/data/\${NAME}`, { NAME: 'x' }, '/data/x'],
    [`/data/\${NAME}`, { NAME: '' }, '/data'],
    [`/data/\${NAME:-y}`, {}, '/data/y'],
    [`/data/\${NAME:-y}`, { NAME: '' }, '/data/y'],
    [`/data/\${NAME:-y}/\${NAME:-}z`, { NAME: 'x' }, '/data/x/xz'],
    [`/data/$\${NAME}`, { NAME: 'x' }, `/data/\${NAME}`],
    [`/data/$NAME`, { NAME: 'x' }, '/data/$NAME'],
    [`"/data/\${NAME}"`, { NAME: `\${OTHER}` }, `/data/\${OTHER}`],
    [`/data/\${:-x}`.replace(':-x', 'N_1:-a:-b'), {}, '/data/a:-b'],
  ])('%s with %j', (text, env, path) => {
    expect(dataDir(text, env)).toBe(path);
  });

  test('stand for numbers, durations, amounts, choices and switches too', () => {
    const text = changed(
      ['user: deploy', `user: "\${U}", port: "\${P}", keepAlive: "\${D}"`],
      [
        '    verify:',
        `    strategy: { batch: "\${A}", onFailure: "\${C}" }\n    access: { distinctApprover: "\${F}" }\n    verify:`,
      ],
    );
    const env = { U: 'me', P: '2222', D: '5s', A: '25%', C: 'abort', F: 'true' };
    const [web] = config(text, { env }).clusters;
    expect(web?.deploy.ssh).toMatchObject({ user: 'me', port: 2222, keepAliveMs: 5_000 });
    expect(web?.strategy).toMatchObject({ batches: [{ percent: 25 }], onFailure: 'abort' });
    expect(web?.access.distinctApprover).toBe(true);
  });

  test('that are not set are told once, with the nearest', () => {
    const env = { DATA_DIR: '/x' };
    expect(problems(`${minimal}dataDir: \${DATADIR}\napprovalExpires: \${WHEN}\n`, { env })).toEqual([
      '12:10 dataDir: needs the environment variable `DATADIR`, which is not set; did you mean `DATA_DIR`?',
      '13:18 approvalExpires: needs the environment variable `WHEN`, which is not set',
    ]);
  });

  test('are told from placeholders of probes', () => {
    expect(problems(changed(['{address}', `\${address}`]))).toEqual([
      '11:15 clusters.web.verify[0].http: needs the environment variable `address`, which is not set; did you mean `{address}`?',
    ]);
  });

  test.each([`"\${"`, `"\${NAME"`, `"\${1}"`, `"\${A B}"`, `"\${}"`])('%s is none', (text) => {
    expect(problems(`${minimal}dataDir: ${text}\n`)).toEqual([
      `12:10 dataDir: has a "\${" that is not "\${NAME}" or "\${NAME:-default}"; write "$\${" for a literal one`,
    ]);
  });

  test('in shell text are left to the shell on the host', () => {
    const shell = `echo \${ROLLOUT_RELEASE} $HOME $\${x} \${NAME:-y} \${#a[@]}`;
    const text = changed([
      `commands: ['/srv/app/deploy.sh "$ROLLOUT_RELEASE"']`,
      `commands: ['${shell}']\n      restart: '${shell}'\n      current: '${shell}'`,
    ]);
    const more = `${text}      - command: '${shell}'\n      - command: { run: '${shell}' }\n`;
    const [web] = config(more, { env: { NAME: 'wrong', ROLLOUT_RELEASE: 'wrong' } }).clusters;
    expect(web?.deploy).toMatchObject({ commands: [shell], restart: [shell], current: shell });
    expect(web?.verify.slice(1)).toMatchObject([{ command: shell }, { command: shell }]);
  });
});

/** A file with a secret in every place that takes one, written as given. */
const everySecret = (written: string): string =>
  `${changed(
    [
      'user: deploy }',
      `user: deploy, password: "${written}", jump: { host: j, user: u, key: k, passphrase: "${written}" } }`,
    ],
    ['    verify:', `      env: { TOKEN: { secret: "${written}" }, PLAIN: text }\n    verify:`],
  )}store: { url: "${written}" }\n`;

describe('secrets', () => {
  test.each([
    ['from the file itself', 'hunter2', {}],
    ['from the environment', `\${PASS}`, { env: { PASS: 'hunter2' } }],
    ['from a file beside the configuration', 'file:pass', { files: { '/etc/rollout/pass': 'hunter2\n' } }],
    ['from a file by its path', 'file:/run/pass', { files: { '/run/pass': 'hunter2\r\n' } }],
    ['from a file in the home folder', 'file:~/pass', { files: { '/home/op/pass': 'hunter2' } }],
    ['from a file that a variable names', `file:\${AT}`, { env: { AT: '/p' }, files: { '/p': 'hunter2' } }],
  ])('%s', (_, written, around) => {
    const found = config(everySecret(written), around);
    const ssh = found.clusters[0]?.deploy.ssh;
    const secrets = [
      ssh?.auth.kind === 'password' && ssh.auth.password,
      ssh?.jump?.auth.kind === 'key' && ssh.jump.auth.passphrase,
      found.clusters[0]?.deploy.env.TOKEN,
      found.store.kind === 'postgres' && found.store.url,
    ];
    expect(secrets.map((secret) => secret instanceof Secret && secret.reveal())).toEqual(
      Array(4).fill('hunter2'),
    );
    expect(found.clusters[0]?.deploy.env.PLAIN).toBe('text');
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(inspect(found, { depth: null })).not.toContain('hunter2');
  });

  test('only lose their last line break', () => {
    const files = { '/p': 'two\nlines\n\n' };
    const { store } = config(`${minimal}store: { url: "file:/p" }\n`, { files });
    expect(store.kind === 'postgres' && store.url.reveal()).toBe('two\nlines\n');
  });

  test.each([
    ['a missing file', 'file:/none', 'refers to a file that cannot be read: there is no such file'],
    ['nothing', '', 'is empty; a secret has to say something'],
    ['an empty file', 'file:/empty', 'is empty; a secret has to say something'],
    ['a missing variable', `\${NONE}`, 'needs the environment variable `NONE`, which is not set'],
  ])('%s is told at each place, once', (_, written, message) => {
    const told = problems(everySecret(written), { files: { '/empty': '\n' } });
    expect(told.map((line) => line.slice(line.indexOf(': ') + 2))).toEqual(Array(4).fill(message));
  });

  test('that are written as a number or a mapping are told without their value', () => {
    const told = problems(
      everySecret('x').replaceAll('"x"', '4711').replace('url: 4711', 'url: { a: 4711 }'),
    );
    expect(told).toHaveLength(4);
    expect(told.join('\n')).not.toContain('4711');
  });

  test('never show in problems, wherever a variable puts them', () => {
    const fields = ['port', 'user', 'keepAlive', 'fingerprint', 'knownHosts', 'nonsense'];
    const inSsh = fields.map((field) => `${field}: "\${PASS}"`).join(', ');
    const text = changed(
      ['user: deploy', inSsh],
      ['[lb1/web]', `[lb1/web, "\${PASS}", "lb/\${PASS}"]`],
      ['web-02', `"\${PASS}", "\${PASS}"`],
      ['http://{address}', `http://{\${PASS}}`],
      [
        '    verify:',
        `    strategy: { batch: "\${PASS}", onFailure: "\${PASS}", afterCrash: "\${PASS}" }\n    verify:`,
      ],
    );
    const told = problems(`${text}store: "\${PASS}"\nlocks: "\${PASS}"\n`, { env: { PASS: 'hunter2' } });
    expect(told.length).toBeGreaterThan(9);
    expect(told.join('\n')).not.toContain('hunter2');
  });
});

describe('the agent', () => {
  const text = changed(['user: deploy', 'user: deploy, agent: true']);

  test('is the one of the environment', () => {
    const [web] = config(text, { env: { SSH_AUTH_SOCK: '/run/agent' } }).clusters;
    expect(web?.deploy.ssh?.auth).toEqual({ kind: 'agent', socket: '/run/agent' });
  });

  test('is told where the environment has none', () => {
    expect(problems(text)).toEqual([
      '8:35 clusters.web.deploy.ssh.agent: needs an SSH agent, and `SSH_AUTH_SOCK` is not set in the environment',
    ]);
  });
});

describe('on a real disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'rollout.yml');
  writeFileSync(file, `${minimal}store: { url: "file:url" }\n`);
  writeFileSync(join(folder, 'url'), 'postgres://x\n');

  test('a secret that everybody may read is a warning, and one that only its owner may is none', () => {
    chmodSync(join(folder, 'url'), 0o644);
    const open = readConfig(file, { env: {} });
    expect('config' in open).toBe(true);
    expect(open.warnings.map(problemText)).toEqual([
      `${file}:12:15 store.url: refers to a file that everybody on this machine may use; \`chmod o=\` takes that away`,
    ]);
    chmodSync(join(folder, 'url'), 0o600);
    expect(readConfig(file, { env: {} }).warnings).toEqual([]);
  });

  test('a secret that is a folder, and no file at all', () => {
    const other = join(folder, 'other.yml');
    writeFileSync(other, `${minimal}store: { url: "file:." }\n`);
    const found = readConfig(other, { env: {} });
    expect('problems' in found && found.problems.map(problemText)).toEqual([
      `${other}:12:15 store.url: refers to a file that cannot be read: it is a folder`,
    ]);
    const none = readConfig(join(folder, 'none.yml'), { env: {} });
    expect('problems' in none && none.problems.map(problemText)).toEqual([
      `${join(folder, 'none.yml')}: cannot be read: there is no such file`,
    ]);
  });

  test('errors that are no file errors are not swallowed', () => {
    const broken = () =>
      readConfig(file, {
        env: {},
        readFile: () => {
          throw new Error('a bug');
        },
      });
    expect(broken).toThrow('a bug');
  });
});

test('warnings: a gate without a canary, a cluster without probes', () => {
  const text = minimal.replace(/ {4}verify:\n.*\n/, '    strategy: { gate: person }\n');
  expect(read(text).warnings.map(problemText)).toEqual([
    "/etc/rollout/rollout.yml:4:3 clusters.web: has no `verify`: only the load balancer's own check tells a bad release",
    '/etc/rollout/rollout.yml:10:23 clusters.web.strategy.gate: means nothing without a `canary`',
  ]);
});
