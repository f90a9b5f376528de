import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { addressOf } from '../../src/config/address.ts';
import { changed, config, problems, warnings } from './support.ts';

const file = (text: string): string =>
  changed([
    'lb1: { type: haproxy, socket: /run/haproxy/admin.sock }',
    `lb1: { type: aliyun-slb${text && `, ${text}`} }`,
  ]);

describe('a right file', () => {
  const provider = (text: string, env = {}) => {
    const [found] = config(file(text), { env }).providers;
    if (found?.kind !== 'aliyun-slb') throw new Error('it is another kind');
    return found;
  };

  test('with a role', () => {
    const found = provider('region: cn-hangzhou, ramRole: rollout-bot');
    expect(found).toEqual({
      kind: 'aliyun-slb',
      id: 'lb1',
      timeoutMs: 30_000,
      region: 'cn-hangzhou',
      credentials: { kind: 'role', role: 'rollout-bot', metadataUrl: 'http://100.100.100.200' },
    });
    expect(addressOf(found)).toBe('cn-hangzhou');
  });

  test('with a key, which shows itself nowhere', () => {
    const found = provider(
      [
        'region: us-east-1',
        `accessKeyId: "\${ID}"`,
        `accessKeySecret: "\${SECRET}"`,
        `securityToken: "\${TOKEN}"`,
        'endpoint: "https://{service}-vpc.us-east-1.aliyuncs.com/"',
        'listenerProtocol: udp',
        'timeout: 5s',
      ].join(', '),
      { ID: 'id-hunter2', SECRET: 'secret-hunter2', TOKEN: 'token-hunter2' },
    );
    const { credentials } = found;
    if (credentials.kind !== 'key') throw new Error('it is no key');
    const { accessKeyId, accessKeySecret, securityToken } = credentials;
    expect([accessKeyId, accessKeySecret, securityToken].map((part) => part?.reveal())).toEqual([
      'id-hunter2',
      'secret-hunter2',
      'token-hunter2',
    ]);
    expect(found).toMatchObject({
      endpoint: 'https://{service}-vpc.us-east-1.aliyuncs.com',
      listenerProtocol: 'udp',
      timeoutMs: 5000,
    });
    expect(inspect(found, { depth: 10 }) + JSON.stringify(found)).not.toContain('hunter2');
    expect(addressOf(found)).toBe('us-east-1 at https://{service}-vpc.us-east-1.aliyuncs.com');
  });

  test.each(['lb1/web-lb', 'lb1/web-lb/app', 'lb1/lb-bp1abc/rsp-0bf'])('with the pool %s', (pool) => {
    const text = file('region: cn-hangzhou, ramRole: bot').replace('[lb1/web]', `[${pool}]`);
    expect(config(text).clusters[0]?.pools[0]?.name).toBe(pool.slice('lb1/'.length));
    expect(warnings(text)).toEqual([]);
  });
});

describe('a wrong file', () => {
  const wrong = (text: string, env = {}): string[] =>
    problems(file(text), { env }).map((line) => line.replace(/^\d+:\d+ providers\.lb1/, ''));
  const role = 'region: cn-hangzhou, ramRole: bot';
  const key = 'region: cn-hangzhou, accessKeyId: a, accessKeySecret: b';
  const endpoint = '.endpoint: must be an https:// URL without a path; http:// only to this machine';

  test.each<[string, readonly string[]]>([
    [
      '',
      [
        '.region: is missing: The region of the load balancers and of their servers.',
        ': takes exactly one of `accessKeyId` and `ramRole`, and has none',
      ],
    ],
    ['region: cn-hangzhou', [': takes exactly one of `accessKeyId` and `ramRole`, and has none']],
    [
      `${key}, ramRole: bot`,
      [': takes exactly one of `accessKeyId` and `ramRole`, and has `accessKeyId` and `ramRole`'],
    ],
    ['region: cn-hangzhou, accessKeyId: a', [': has `accessKeyId` without its `accessKeySecret`']],
    [
      'region: cn-hangzhou, accessKeySecret: hunter2',
      [': takes exactly one of `accessKeyId` and `ramRole`, and has none'],
    ],
    [
      `${role}, accessKeySecret: hunter2, securityToken: hunter2`,
      [
        ': has `accessKeySecret`, which goes with `accessKeyId`; a `ramRole` has keys of its own',
        ': has `securityToken`, which goes with `accessKeyId`; a `ramRole` has keys of its own',
      ],
    ],
    [
      'region: cn-hangzhou, accessKeyId: hunter2 id, accessKeySecret: "hunter2 secret", securityToken: [hunter2]',
      [
        '.accessKeyId: must be the id of an access key, and nothing else',
        ".accessKeySecret: must be an access key's secret, and nothing else",
        `.securityToken: must be text: \`\${NAME}\` from the environment, \`file:PATH\`, or the secret itself, in quotes`,
      ],
    ],
    ['region: Hangzhou, ramRole: bot', [".region: must be a region's id such as `cn-hangzhou`"]],
    [
      'region: cn-hangzhou.evil.example, ramRole: bot',
      [".region: must be a region's id such as `cn-hangzhou`"],
    ],
    ['region: cn-hangzhou, ramRole: a b', [".ramRole: must be a RAM role's name"]],
    [`${role}, endpoint: slb.aliyuncs.com`, [endpoint]],
    [`${role}, endpoint: "http://slb.aliyuncs.com"`, [endpoint]],
    [`${role}, endpoint: "http://127.0.0.1.evil.example"`, [endpoint]],
    [`${role}, endpoint: "https://h/path"`, [endpoint]],
    [`${role}, endpoint: "https://u:hunter2@h"`, [endpoint]],
    [`${role}, endpoint: "https://h:99999"`, [endpoint]],
    [
      `${role}, listenerProtocol: tls`,
      ['.listenerProtocol: must be `tcp` or `udp` or `http` or `https`, not `tls`'],
    ],
    [
      `${role}, timeout: 30`,
      [
        '.timeout: must be a duration such as `500ms`, `30s`, `5m`, `2h` or `1d` (above 0, up to 24d), not `30`',
      ],
    ],
    [`${role}, regoin: x`, ['.regoin: unknown key `regoin`; did you mean `region`?']],
  ])('says %j in one sentence for each error', (text, told) => {
    expect(wrong(text)).toEqual(told);
  });

  test('keys that are not set in the environment are told by the name of the variable', () => {
    const text = `region: cn-hangzhou, accessKeyId: "\${ID}", accessKeySecret: "\${SECRET}"`;
    expect(wrong(text, { ID: 'a' })).toEqual([
      '.accessKeySecret: needs the environment variable `SECRET`, which is not set',
    ]);
  });
});
