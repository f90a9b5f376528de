import { describe, expect, test } from 'vitest';
import { addressOf } from '../../src/config/address.ts';
import { checkText } from '../../src/config/check.ts';
import { changed, config, problems, read } from './support.ts';

const written = (keys: string): string => changed(['type: haproxy, socket: /run/haproxy/admin.sock', keys]);

describe('an nginx', () => {
  const built = (keys: string) => {
    const [provider] = config(written(`type: nginx, ${keys}`)).providers;
    if (provider?.kind !== 'nginx') throw new Error('no nginx');
    return provider;
  };

  test('has the usual places where it is on this machine', () => {
    const provider = built('file: /etc/nginx/conf.d/web.conf');
    expect(provider).toEqual({
      kind: 'nginx',
      id: 'lb1',
      timeoutMs: 30_000,
      at: {
        via: 'file',
        instance: {
          file: '/etc/nginx/conf.d/web.conf',
          binary: 'nginx',
          pidFile: '/run/nginx.pid',
          sudo: false,
        },
      },
    });
    expect(addressOf(provider)).toBe('/etc/nginx/conf.d/web.conf');
  });

  test('has its own places on another machine', () => {
    const provider = built(
      'file: /srv/up.conf, ssh: { host: edge, user: op }, sudo: true, binary: /opt/nginx/sbin/nginx, conf: /srv/nginx.conf, pidFile: /srv/nginx.pid, timeout: 1m',
    );
    expect(provider).toMatchObject({
      timeoutMs: 60_000,
      at: {
        via: 'file',
        ssh: { host: 'edge', user: 'op', port: 22 },
        instance: {
          file: '/srv/up.conf',
          binary: '/opt/nginx/sbin/nginx',
          conf: '/srv/nginx.conf',
          pidFile: '/srv/nginx.pid',
          sudo: true,
        },
      },
    });
    expect(addressOf(provider)).toBe('op@edge:/srv/up.conf');
  });

  test('is an NGINX Plus where it has an API', () => {
    const provider = built('api: "http://10.0.0.5:8080/api/"');
    expect(provider.at).toEqual({ via: 'api', url: 'http://10.0.0.5:8080/api' });
    expect(addressOf(provider)).toBe('http://10.0.0.5:8080/api');
  });

  test('is told with its defaults, and an API without those of the file', () => {
    const defaults = (keys: string) =>
      checkText(read(written(`type: nginx, ${keys}`)))
        .split('\n')
        .filter((line) => line.startsWith('  providers.'));
    expect(defaults('file: /a')).toEqual([
      '  providers.lb1 — sudo: false · binary: nginx · pidFile: /run/nginx.pid · timeout: 30s',
    ]);
    expect(defaults('api: "http://h/api"')).toEqual(['  providers.lb1 — timeout: 30s']);
  });
});

describe('a wrong nginx', () => {
  const anApi =
    'must be an http:// or https:// URL without `?`, `#` and a login, such as `http://10.0.0.5:8080/api`';

  test.each([
    ['timeout: 1s', [': takes exactly one of `file` and `api`, and has none']],
    ['file: /a, api: "http://h/api"', [': takes exactly one of `file` and `api`, and has `file` and `api`']],
    [
      'api: "http://h/api", sudo: true, pidFile: /a',
      [': has `sudo` and `pidFile`, which goes with `file`; `api` needs none of it'],
    ],
    [
      'api: "http://h/api", ssh: { host: h, user: u }',
      [': has `ssh`, which goes with `file`; `api` needs none of it'],
    ],
    ['file: conf.d/web.conf', ['.file: must be the absolute path of the file with the upstreams']],
    ['file: ~/web.conf', ['.file: must be the absolute path of the file with the upstreams']],
    ['file: /a, conf: nginx.conf', [".conf: must be the absolute path of nginx's main configuration file"]],
    ['file: /a, pidFile: 7', [".pidFile: must be the absolute path of nginx's pid file"]],
    ['file: /a, binary: "nginx -g x"', [".binary: must be a command's name or its absolute path"]],
    ['file: /a, binary: -V', [".binary: must be a command's name or its absolute path"]],
    ['file: /a, sudo: maybe', ['.sudo: must be `true` or `false`, not `maybe`']],
    ['api: 10.0.0.5:8080/api', [`.api: ${anApi}`]],
    ['api: "http://op:hunter2@h/api"', [`.api: ${anApi}`]],
    ['api: "http://h:99999/api"', [`.api: ${anApi}`]],
    ['api: "http://h/api?fields=a"', [`.api: ${anApi}`]],
    [
      'file: /a, pid: /b',
      [
        '.pid: unknown key `pid`; known: `type`, `file`, `api`, `ssh`, `sudo`, `binary`, `conf`, `pidFile`, `timeout`',
      ],
    ],
  ])('%s', (keys, told) => {
    const lines = problems(written(`type: nginx, ${keys}`));
    expect(lines.map((line) => line.replace(/^\d+:\d+ providers\.lb1/, ''))).toEqual(told);
  });
});
