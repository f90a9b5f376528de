import { describe, expect, test } from 'vitest';
import { secretForms } from '../../src/config/schema/special.ts';
import { config, minimal, problems, read } from './support.ts';

const store = 'store: { url: "postgres://u:hunter2@db/rollout" }\n';
/** What is wrong with `locks`, on the line below the store. */
const wrong = (locks: string, env = {}): string[] =>
  problems(`${minimal}${store}locks: ${locks}\n`, { env }).map((line) => line.replace(/^13:\d+ locks/, ''));

const forms =
  '`redis://[USER:PASSWORD@]HOST[:PORT][/DB]`, `redis+sentinel://HOST[:PORT],…/MASTER[/DB]` or `redis+cluster://HOST[:PORT],…`, with `rediss` instead of `redis` for TLS; special characters in USER and PASSWORD are percent-encoded';

describe('locks', () => {
  test.each([
    ['redis', [': must be `store`, or a mapping with the `url` of a Redis']],
    ['{}', [expect.stringMatching(/^\.url: is missing: Redis: `redis:/)]],
    ['{ url: "redis://h", password: x }', ['.password: unknown key `password`; known: `url`, `ca`']],
    ['{ url: [hunter2] }', [`.url: must be text: ${secretForms}, in quotes`]],
    [`{ url: "\${REDIS_URL}" }`, ['.url: needs the environment variable `REDIS_URL`, which is not set']],
    [
      '{ url: "redis://h", ca: ca.pem }',
      [': has a `ca`, which goes with TLS: a `url` that begins with `rediss`'],
    ],
    ['{ url: "rediss://h", ca: 7 }', ['.ca: must be the path of a file of certificates']],
  ])('%s', (text, told) => {
    expect(wrong(text)).toEqual(told);
  });

  const whole = `a Redis URL: ${forms}`;
  const hosts = `a Redis URL whose hosts are each HOST or HOST:PORT: ${forms}`;
  test.each([
    ['hunter2', whole],
    ['http://hunter2', whole],
    ['redis:hunter2', whole],
    ['redis://', whole],
    ['redis://:hunter2@', whole],
    ['redis://:hunter2/x@h', hosts],
    ['redis://:hunter@2@h', whole],
    ['redis+frob://hunter2', whole],
    ['redis://h:0', hosts],
    ['redis://h:hunter2', hosts],
    ['redis://h:66000', hosts],
    ['redis+cluster://h,,hunter2', hosts],
    ['redis://[hunter2]:1', hosts],
    ['redis://hunter2@h', 'a Redis URL with `USER:PASSWORD@` or `:PASSWORD@` before its host'],
    ['redis://u:@h', 'a Redis URL whose password is not empty, or without one'],
    ['redis://:%zz-hunter2@h', 'a Redis URL in which every `%` stands before two hexadecimal digits'],
    ['redis://h/hunter2', 'a Redis URL whose database is a number: `…/0`'],
    ['redis://h,hunter2', '`redis+sentinel://…` or `redis+cluster://…` where it names several hosts'],
    [
      'redis+sentinel://hunter2',
      '`redis+sentinel://HOST[:PORT],…/MASTER[/DB]`, where MASTER is the name that the sentinels know',
    ],
    [
      'redis+sentinel://h/main/0/hunter2',
      '`redis+sentinel://HOST[:PORT],…/MASTER[/DB]`, where MASTER is the name that the sentinels know',
    ],
    ['redis+sentinel://h/main/hunter2', 'a Redis URL whose database is a number: `…/0`'],
    ['redis+cluster://h/1', '`redis+cluster://…` without a database: a cluster has none'],
    ['redis://h?hunter2=1', 'a Redis URL without `?`; only `redis+sentinel://` takes `?sentinelPassword=…`'],
    [
      'redis+sentinel://h/main?password=hunter2',
      'a Redis URL without `?`; only `redis+sentinel://` takes `?sentinelPassword=…`',
    ],
  ])('%s', (url, told) => {
    const text = wrong(`{ url: "\${REDIS_URL}" }`, { REDIS_URL: url });
    expect(text).toEqual([`.url: must be ${told}`]);
    expect(text.join()).not.toContain('hunter');
  });

  test('in Redis need a database that several processes can have', () => {
    const told =
      'locks: are in a Redis, which is for several processes on one database, and the embedded one has a single process; give `store` the `url` of a PostgreSQL, or leave `locks` out';
    expect(problems(`${minimal}locks: { url: "redis://h" }\n`)).toEqual([`12:1 ${told}`]);
    expect(problems(`${minimal}store: embedded\nlocks: { url: "redis://h" }\n`)).toEqual([`13:1 ${told}`]);
    expect(problems(`${minimal}store: 7\nlocks: { url: "redis://h" }\n`)).toHaveLength(1);
  });

  test('are a Redis by its URL and its certificates, which nothing shows', () => {
    const text = `${minimal}${store}locks: { url: "\${REDIS_URL}", ca: redis-ca.pem }\n`;
    const found = config(text, { env: { REDIS_URL: 'rediss://bot:hunter2@h:6380/2' } });
    expect(found.locks).toMatchObject({ kind: 'redis', ca: '/etc/rollout/redis-ca.pem' });
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(found.locks.kind === 'redis' && found.locks.url.reveal()).toBe('rediss://bot:hunter2@h:6380/2');
    expect('problems' in read(text)).toBe(true);
  });
});
