import { describe, expect, test } from 'vitest';
import { parseRedisUrl, redisName } from '../../src/model/redis.ts';

/** With secrets shown. */
const parsed = (url: string): unknown =>
  JSON.parse(
    JSON.stringify(parseRedisUrl(url), (key, value: unknown) =>
      key === 'password' || key === 'sentinelPassword' ? undefined : value,
    ),
  );

describe('a Redis URL', () => {
  test.each([
    [
      'redis://h',
      { kind: 'server', tls: false, nodes: [{ host: 'h', port: 6379 }], db: 0 },
      'Redis at h:6379',
    ],
    [
      'rediss://h.example:1/3',
      { kind: 'server', tls: true, nodes: [{ host: 'h.example', port: 1 }], db: 3 },
      'Redis at h.example:1',
    ],
    [
      'redis://[::1]:7/',
      { kind: 'server', tls: false, nodes: [{ host: '::1', port: 7 }], db: 0 },
      'Redis at [::1]:7',
    ],
    [
      'redis+sentinel://a,b:1/main',
      {
        kind: 'sentinel',
        tls: false,
        nodes: [
          { host: 'a', port: 26_379 },
          { host: 'b', port: 1 },
        ],
        master: 'main',
        db: 0,
      },
      'Redis main (sentinels at a:26379, b:1)',
    ],
    [
      'rediss+cluster://u:p@a:1,b:2/0',
      {
        kind: 'cluster',
        tls: true,
        nodes: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
        ],
        user: 'u',
      },
      'Redis Cluster at a:1, b:2',
    ],
  ])('%s', (url, target, name) => {
    expect(parsed(url)).toEqual(target);
    expect(redisName(parseRedisUrl(url))).toBe(name);
  });

  test('has user and passwords percent-encoded', () => {
    const target = parseRedisUrl('redis+sentinel://a%40b:p%2F%3A@h/main/4?sentinelPassword=q%26');
    expect(target).toMatchObject({ user: 'a@b', master: 'main', db: 4 });
    expect(target.password?.reveal()).toBe('p/:');
    expect(target.kind === 'sentinel' && target.sentinelPassword?.reveal()).toBe('q&');
    expect(redisName(target)).not.toMatch(/p\/|q&/);
  });
});
