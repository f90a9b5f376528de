import { describe, expect, test } from 'vitest';
import { refusal as f5Refusal } from '../../src/balancer/f5/http/answers.ts';
import { resolve } from '../../src/balancer/f5/names.ts';
import { refusal } from '../../src/balancer/haproxy/answers.ts';
import { checkPercent, checkWeight, percentOf } from '../../src/balancer/haproxy/commands.ts';
import { parse } from '../../src/balancer/nginx/conf/words.ts';
import { pick } from '../../src/balancer/ucloud-ulb/pick.ts';
import { inLanguage } from '../../src/text/language.ts';
import { fill, holesOf } from '../../src/text/template.ts';
import { told } from '../../src/text/told.ts';
import { parts } from '../../src/text/zh-CN/index.ts';

/** What those who reach outside say. */
const files = ['haproxy', 'aliyun', 'ucloudUlb', 'nginx', 'lvs', 'f5'];
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

describe('what a load balancer, a host or a probe is wrong about', () => {
  test('is known again by its template, whatever names are in it', () => {
    const names = ['10.0.0.1:80', 'lb1/web web-03', 'i-9', '/etc/a.conf', 'x_1'];
    const wrong = texts
      .map(([key, template]) => [key, fill(key, names), fill(template, names)] as const)
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
});
