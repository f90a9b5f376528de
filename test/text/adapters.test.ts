import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal as f5Refusal } from '../../src/balancer/f5/http/answers.ts';
import { resolve } from '../../src/balancer/f5/names.ts';
import { refusal } from '../../src/balancer/haproxy/answers.ts';
import { checkPercent, checkWeight, percentOf } from '../../src/balancer/haproxy/commands.ts';
import { parse } from '../../src/balancer/nginx/conf/words.ts';
import { pick } from '../../src/balancer/ucloud-ulb/pick.ts';
import { readAnswer } from '../../src/deployer/job/answer.ts';
import { readEnd } from '../../src/deployer/job/end.ts';
import { Secret } from '../../src/model/secret.ts';
import { commandProbe } from '../../src/probe/command.ts';
import { untilPassing } from '../../src/probe/until.ts';
import { fill } from '../../src/text/fill.ts';
import { inLanguage } from '../../src/text/language.ts';
import { holesOf } from '../../src/text/template.ts';
import { told } from '../../src/text/told.ts';
import { parts } from '../../src/text/zh-CN/index.ts';
import { redisFailure } from '../../src/transport/redis/failures.ts';
import { hostKeyCheck } from '../../src/transport/ssh/host-key.ts';
import { refusalIn } from '../../src/transport/ucloud/answer.ts';

/** What those who reach outside say. */
const files = [
  'haproxy',
  'aliyun',
  'ucloudUlb',
  'nginx',
  'lvs',
  'f5',
  'deployer',
  'probe',
  'transport',
  'cloud',
];
const texts = files.flatMap((file) => Object.entries(parts[file] ?? {}));
const chinese = (text: string): string => inLanguage('zh-CN', () => told(text));

const words = async (run: () => unknown): Promise<string> => {
  try {
    await run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing went wrong';
};

const job = { id: 'r-7', epoch: 3, scope: 'a', commands: [], variables: {}, timeoutMs: 1_000 };
const host = { name: 'web-03', address: '10.0.0.3', members: [] };

describe('what a load balancer, a host or a probe is wrong about', () => {
  test('is known again by its template, whatever names are in it', () => {
    const names = ['10.0.0.1:80', 'lb1/web web-03', 'i-9', '/etc/a.conf', 'x_1'];
    const numbers = [11, 12];
    const wrong = texts
      .map(([key, template]) => {
        const filling = key.replace(/\P{L}/gu, '').length < 6 ? numbers : names;
        return [key, fill(key, filling), fill(template, filling)] as const;
      })
      .filter(([key, text, wanted]) => holesOf(key).length > 0 && chinese(text) !== wanted)
      .map(([, text]) => [text, chinese(text)]);
    expect(wrong).toEqual([]);
  });

  test.each([
    [
      'HAProxy, which has no such server',
      () => Promise.reject(refusal('No such server.\n\n', 'lb1/web web-03')),
      'HAProxy 中没有服务器 lb1/web web-03。',
    ],
    [
      'HAProxy, in words that nobody knows',
      () => Promise.reject(refusal('[3]: out of memory; try again. Now', 'lb1/web web-03')),
      'HAProxy 拒绝了对 lb1/web web-03 的操作：“out of memory; try again. Now”',
    ],
    [
      'a weight',
      () => checkWeight(257, 'lb1/web web-03'),
      'lb1/web web-03 的权重 257 超出范围：HAProxy 接受 0 到 256。',
    ],
    [
      'a share that is none',
      () => checkPercent(0.5, 'lb1/web web-03'),
      '0.5% 不能作为 lb1/web web-03 的权重比例：必须是整数。',
    ],
    [
      'a share that comes to nothing',
      () => percentOf(10, 5, 'lb1/web web-03'),
      'lb1/web web-03 的配置权重 10 的 5% 是 0，等于摘除：如果确实要摘除，请直接写 0。',
    ],
    [
      'a BIG-IP that lets nobody in',
      () => Promise.reject(f5Refusal({ status: 401, text: '' }, 'lb1/web', '10.0.0.5:443')),
      '10.0.0.5:443 拒绝了对 lb1/web 的操作：状态码 401。密码是否正确？该用户在该分区是否有 `manager` 角色？',
    ],
    [
      'a BIG-IP, in its own words',
      () =>
        Promise.reject(
          f5Refusal(
            { status: 404, text: '{"message":"The Pool (/Common/web) was not found. Gone"}' },
            'lb1/web',
            '10.0.0.5:443',
          ),
        ),
      '10.0.0.5:443 拒绝了对 lb1/web 的操作：“The Pool (/Common/web) was not found. Gone”（状态码 404）。',
    ],
    [
      'a BIG-IP without the member',
      () => resolve([], 'web-03', 'lb1/web web-03'),
      'BIG-IP 中没有成员 lb1/web web-03。',
    ],
    [
      'a file that breaks off',
      () => parse('upstream web { server a', '/etc/nginx/a.conf'),
      '/etc/nginx/a.conf 第 1 行出现了意外的“文件结尾”。',
    ],
    [
      'a UCloud that is busy',
      () => {
        const answer = { RetCode: 110, Message: 'Timeout, sorry. Bye' };
        const keys = { publicKey: new Secret('a-key'), privateKey: new Secret('b-key') };
        throw refusalIn(answer, { action: 'DescribeULB', where: 'ulb1/shop' }, {}, keys)?.failure;
      },
      'UCloud 拒绝了对 ulb1/shop 的 DescribeULB：对方在 60 秒后放弃，是否生效未知，`RetCode` 110, "Timeout, sorry. Bye"。',
    ],
    [
      'a Redis that lets nobody in',
      () => Promise.reject(redisFailure(new Error('NOAUTH Authentication required.'), 'redis 10.0.0.9')),
      'redis 10.0.0.9 不允许机器人访问：NOAUTH Authentication required。',
    ],
    [
      'a job that was lost',
      () => readEnd('gone 2', 'web-03', 'r-7'),
      'web-03 上的任务 r-7 在执行第 2 条命令时丢失：主机被重启，或任务的执行进程被杀掉。命令执行到哪一步未知，它启动的进程可能仍在运行。',
    ],
    [
      'a host without room, in the words of its shell',
      () => {
        const stdout = 'error failed /var/lib/rollout/jobs/r-7 cannot be made';
        readAnswer(
          { stdout, stderr: 'mkdir: no space\n', end: { exitCode: 0, signal: null } },
          'web-03',
          job,
        );
      },
      'web-03 没有启动任务 r-7：无法创建 /var/lib/rollout/jobs/r-7（mkdir: no space）。',
    ],
    [
      'UCloud, with a list that is cut',
      () =>
        pick(
          Array.from({ length: 12 }, (_, n) => `u-${n}`),
          'web-03',
          { what: 'ULB', names: (each) => [each], text: (each) => each },
          'lb1/web',
        ),
      'UCloud 中没有 lb1/web 所指的 ULB web-03；现有：u-0, u-1, u-2, u-3, u-4, u-5, u-6, u-7, u-8, u-9 等（另有 2 个）。',
    ],
  ])('is told in Chinese: %s', async (_, run, wanted) => {
    expect(chinese(await words(run))).toBe(wanted);
  });

  test('is told in Chinese: a probe that fails, however often it was asked', async () => {
    let now = 0;
    const pause = async (ms: number): Promise<void> => {
      now += ms;
    };
    const clock = { now: () => now, pause };
    const patience = { withinMs: 1_000, intervalMs: 400, successes: 2 };
    const spec = { kind: 'command', command: 'curl -f :80', timeoutMs: 100, ...patience } as const;
    const probe = commandProbe(spec, async () => ({ exitCode: 22, output: 'busy: 503\n' }));
    const options = { signal: new AbortController().signal, clock };
    const verdict = await untilPassing(probe, { host, release: 'v2' }, options);
    expect(chinese(`web-03: ${probe.name}: ${'reason' in verdict ? verdict.reason : ''}`)).toMatch(
      /^web-03：command curl -f :80：web-03 上的“curl -f :80”退出码为 22：busy: 503（[\d.]+ 秒内探测 \d+ 次）$/,
    );
  });

  test('is told in Chinese: a host whose key nobody knows, with what to type', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'known-')), 'known_hosts');
    await writeFile(file, '');
    const trust = { kind: 'known-hosts', file } as const;
    const auth = { kind: 'agent', socket: '/agent' } as const;
    const at = { host: '10.0.0.3', port: 22, user: 'ops', connectTimeoutMs: 1_000, keepAliveMs: 1_000 };
    const { refusal: refused } = await hostKeyCheck({ ...at, auth, trust });
    const text = chinese(refused(Buffer.from('\0\0\0\x03rsa'))?.message ?? '');
    expect(text.replaceAll(file, 'FILE').replace(/SHA256:[\w+/]{43}/u, 'SHA256:x')).toBe(
      'ops@10.0.0.3:22 出示的是指纹为 SHA256:x 的 rsa 密钥，而 FILE 中没有它的密钥。没有向它发送任何内容。' +
        '如要信任该主机，请先在主机上核对其指纹（`ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub`），' +
        '然后执行：ssh-keyscan -p 22 10.0.0.3 >> FILE',
    );
  });
});
