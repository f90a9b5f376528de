import { describe, expect, test } from 'vitest';
import { changed, config, minimal, problems } from './support.ts';

describe('a text that is not YAML', () => {
  test('is told at its place, with what is wrong before it, and without what may only seem to be missing', () => {
    const text = changed(['type: haproxy', 'type: traefik'], ['[web-01, web-02, web-03]', '[web-01, web-02']);
    const told = problems(text);
    expect(told[0]).toBe(
      '2:16 providers.lb1.type: must be a load balancer with a `type` (`haproxy`, `aliyun-slb`, `ucloud-ulb`, `lvs`, `f5`, `nginx`), not `traefik`',
    );
    expect(told[1]).toMatch(/^7:5: is not valid YAML: /);
    expect(told).toHaveLength(2);
  });

  test('is not quoted, as the place may hold a secret', () => {
    const texts = [
      'password: "hunter2',
      '{ password: hunter2',
      'password: [hunter2',
      'a: b: hunter2',
      '\thunter2: 1',
    ];
    for (const text of texts) {
      const told = problems(`${minimal}${text}\n`);
      expect(told.join('\n')).toContain('is not valid YAML');
      expect(told.join('\n')).not.toContain('hunter2');
    }
  });

  test('gets a hint where a variable lacks quotes', () => {
    expect(problems(changed(['user: deploy', `user: \${WHO}`]))).toEqual([
      `8:21: is not valid YAML: inside "{ }" and "[ ]", a value with "\${" needs quotes around it`,
    ]);
  });

  test.each([
    ['two documents', `${minimal}---\n${minimal}`, '12:1'],
    ['a tab', changed(['    pools', '\tpools']), '5:1'],
  ])('%s', (_, text, where) => {
    expect(problems(text)[0]).toMatch(new RegExp(`^${where}: is not valid YAML: `));
  });
});

describe('YAML that is no plain configuration', () => {
  test('a key that is given twice, at the second', () => {
    expect(problems(`${minimal}locks: store\nlocks: store\n`)).toEqual([
      '13:1 locks: is given twice; keep one of them',
    ]);
  });

  test.each([
    ['a mapping as key', '? { a: 1 }\n: 2\n', '12:3: has a key that is not plain text'],
    ['no key', ': 2\n', '12:1: has a key that is not plain text'],
    [
      'a key that would reach into objects',
      '__proto__: { a: 1 }\n',
      '12:1: has a key that is not plain text',
    ],
    [
      'an alias of nothing',
      'dataDir: *nowhere\n',
      '12:10 dataDir: is an alias of an anchor (`&NAME`) that does not come before it',
    ],
    ['a merge of text', '<<: text\n', '12:5: has a `<<` that is no alias (`*NAME`) of a mapping'],
  ])('%s', (_, addition, told) => {
    expect(problems(minimal + addition)).toEqual([told]);
  });

  test('a binary tag', () => {
    expect(problems(`${minimal}dataDir: !!binary aGVsbG8=\n`)[0]).toMatch(
      /^12:19 dataDir: must be plain text/,
    );
  });
});

test('brackets in brackets without an end', () => {
  for (const depth of [100, 20_000]) {
    const told = problems(`${minimal}dataDir: ${'['.repeat(depth)}${']'.repeat(depth)}\n`);
    expect(told).toContain(`12:50: is too large or too deep; does an alias (\`*NAME\`) lead back to itself?`);
  }
});

describe('anchors', () => {
  const second = minimal
    .slice(minimal.indexOf('  web:'))
    .replace('  web:', '  api:')
    .replaceAll('web-0', 'api-0');

  test('an alias gives what the anchor has', () => {
    const text =
      minimal.replace('deploy:', 'deploy: &how') + second.replace(/deploy:\n.*\n.*\n/, 'deploy: *how\n');
    const [web, api] = config(text).clusters;
    expect(api?.deploy).toEqual(web?.deploy);
    expect(api?.name).toBe('api');
  });

  test('a merge gives what the mapping does not have itself, the first of several first', () => {
    const text =
      minimal.replace('ssh: { user: deploy }', 'ssh: &login { user: deploy, port: 23 }') +
      second.replace(
        'ssh: { user: deploy }',
        'ssh: { <<: [*login, { port: 24, keepAlive: 1s }], user: other }',
      );
    expect(config(text).clusters[1]?.deploy.ssh).toMatchObject({
      user: 'other',
      port: 23,
      keepAliveMs: 1_000,
    });
  });

  test('a problem in an anchored part is told once, where it stands', () => {
    const text =
      minimal.replace('deploy:', 'deploy: &how').replace('user: deploy', 'user: deploy, prot: 2') +
      second.replace(/deploy:\n.*\n.*\n/, 'deploy: *how\n');
    expect(problems(text)).toEqual([
      '8:28 clusters.web.deploy.ssh.prot: unknown key `prot`; did you mean `port`?',
    ]);
  });

  test.each([
    ['an alias of itself', 'people: &a { x: *a }\n'],
    ['a merge of itself', 'people: &a { <<: *a }\n'],
    [
      'merges of merges of merges',
      `people:\n${Array.from({ length: 36 }, (_, n) => `  p${n}: &p${n} { ${n === 0 ? 'x: 1' : `<<: [*p${n - 1}, *p${n - 1}]`} }\n`).join('')}`,
    ],
    [
      'aliases of aliases of aliases',
      `people:\n${Array.from({ length: 30 }, (_, n) => `  p${n}: &p${n} [${n === 0 ? 'x' : `*p${n - 1}, *p${n - 1}`}]\n`).join('')}`,
    ],
  ])('%s ends, and is told', (_, addition) => {
    expect(problems(minimal + addition).join('\n')).toContain('is too large or too deep');
  });
});
