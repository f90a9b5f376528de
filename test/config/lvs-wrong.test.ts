import { describe, expect, test } from 'vitest';
import { addressOf } from '../../src/config/address.ts';
import { changed, config, problems } from './support.ts';

const lvs = (text: string): string =>
  changed(['lb1: { type: haproxy, socket: /run/haproxy/admin.sock }', `lb1: { type: lvs, ${text} }`]);
const wrong = (text: string): string[] =>
  problems(lvs(text)).map((line) => line.replace(/^\d+:\d+ providers\.lb1/, ''));
const one = 'directors: [{ host: lvs-a, user: rollout }]';

test('the least, and its defaults', () => {
  expect(config(lvs(one)).providers).toEqual([
    {
      kind: 'lvs',
      id: 'lb1',
      timeoutMs: 10_000,
      sudo: false,
      drainBy: 'weight',
      directors: [
        {
          host: 'lvs-a',
          port: 22,
          user: 'rollout',
          auth: { kind: 'key', file: '/home/op/.ssh/id_ed25519' },
          trust: { kind: 'known-hosts', file: '/home/op/.ssh/known_hosts' },
          connectTimeoutMs: 10_000,
          keepAliveMs: 15_000,
        },
      ],
    },
  ]);
});

test('a pair behind a jump host, with everything said', () => {
  const jump = 'jump: { host: gate, user: me }';
  const text = `directors: [{ host: lvs-a, user: r, ${jump} }, { host: lvs-b, user: r, port: 2222 }], sudo: true, drainBy: removal, timeout: 3s`;
  const [provider] = config(lvs(text)).providers;
  expect(provider).toMatchObject({
    sudo: true,
    drainBy: 'removal',
    timeoutMs: 3_000,
    directors: [
      { host: 'lvs-a', jump: { host: 'gate' } },
      { host: 'lvs-b', port: 2222 },
    ],
  });
  expect(provider && addressOf(provider)).toBe('r@lvs-a and r@lvs-b');
});

describe('what is wrong', () => {
  test.each([
    [
      'sudo: true',
      [
        '.directors: is missing: The machines whose kernels balance, reached over SSH: one, or a keepalived master and backup, the usual master first. Every change is made on all.',
      ],
    ],
    ['directors: []', ['.directors: must name at least one of its directors']],
    ['directors: lvs-a', ['.directors: must be a list of directors']],
    [
      'directors: [{ host: lvs-a, user: r }, { host: lvs-b, user: r }, { host: lvs-a, user: s }]',
      ['.directors[2]: is named twice; name each director once'],
    ],
    [`${one}, sudo: please`, ['.sudo: must be `true` or `false`, not `please`']],
    [`${one}, drainBy: wait`, ['.drainBy: must be `weight` or `removal`, not `wait`']],
    [
      `${one}, timeout: 0s`,
      [
        '.timeout: must be a duration such as `500ms`, `30s`, `5m`, `2h` or `1d` (above 0, up to 24d), not `0s`',
      ],
    ],
    [`${one}, drainby: weight`, ['.drainby: unknown key `drainby`; did you mean `drainBy`?']],
    [
      'directors: [{ host: lvs-a, user: r, key: k, password: hunter2 }]',
      ['.directors[0]: takes at most one of `key`, `agent` and `password`, and has `key` and `password`'],
    ],
  ])('%s', (text, told) => {
    expect(wrong(text)).toEqual(told);
  });

  test('a password never shows, whatever is wrong beside it', () => {
    const told = wrong('directors: [{ host: "a b", user: r, password: hunter2 }], sudo: hunter');
    expect(told).toHaveLength(2);
    expect(told.join()).not.toContain('hunter2');
  });
});
