import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { check } from '../../src/cli/check.ts';
import { checkText } from '../../src/config/check.ts';
import { inLanguage } from '../../src/text/language.ts';
import { changed, expectChinese, minimal, read } from './support.ts';

/** What `rollout check` says of a text to somebody who reads Chinese. */
const told = (text: string): string =>
  inLanguage('zh-CN', () => checkText(read(text))).replaceAll('/etc/rollout/', '');

const strategy = (text: string): string => changed(['    verify:', `    strategy: { ${text} }\n    verify:`]);

describe('what is wrong', () => {
  test('keys and names', () => {
    expect(told(strategy('baches: [1]'))).toMatchInlineSnapshot(`
      "rollout.yml:10:17 clusters.web.strategy.baches：未知的配置项 \`baches\`；是不是 \`batch\`？
      1 个问题
      "
    `);
    expect(told(changed(['user: deploy', 'user: deploy, frobnicate: 1']))).toMatchInlineSnapshot(`
      "rollout.yml:8:28 clusters.web.deploy.ssh.frobnicate：未知的配置项 \`frobnicate\`；可选的有 \`user\`、\`port\`、\`key\`、\`passphrase\`、\`agent\`、\`password\`、\`knownHosts\`、\`fingerprint\`、\`connectTimeout\`、\`keepAlive\`、\`jump\`
      1 个问题
      "
    `);
    expect(told(changed(['lb1/web', 'lb9/web']))).toMatchInlineSnapshot(`
      "rollout.yml:5:13 clusters.web.pools[0]：不属于任何已配置的负载均衡；是不是 \`lb1\`？
      1 个问题
      "
    `);
    expect(told(changed(['[web-01, web-02, web-03]', '[web-01, web-01]']))).toMatchInlineSnapshot(`
      "rollout.yml:6:21 clusters.web.hosts[1]：与 \`hosts[0]\` 重名；同一集群中每台主机只能写一次
      1 个问题
      "
    `);
  });

  test('what is missing', () => {
    expect(told('')).toMatchInlineSnapshot(`
      "rollout.yml:1:1：是空的；需要有 \`providers\` 和 \`clusters\`
      1 个问题
      "
    `);
    expect(told(changed(['{ user: deploy }', '{ port: 22 }']))).toMatchInlineSnapshot(`
      "rollout.yml:8:7 clusters.web.deploy.ssh.user：缺少该项：登录用户；不会根据运行机器人的用户来推断。
      1 个问题
      "
    `);
    expect(told(changed(['user: deploy', `user: "\${USR}"`]))).toMatchInlineSnapshot(`
      "rollout.yml:8:20 clusters.web.deploy.ssh.user：需要环境变量 \`USR\`，但没有设置
      1 个问题
      "
    `);
    expect(
      told(changed(['lb1: { type: haproxy, socket: /run/haproxy/admin.sock }', 'lb1:'])),
    ).toMatchInlineSnapshot(`
      "rollout.yml:2:3 providers.lb1：没有填写值：一个负载均衡。
      1 个问题
      "
    `);
  });

  test('values', () => {
    expect(told(strategy('batch: lots, soak: 30, onFailure: explode'))).toMatchInlineSnapshot(`
      "rollout.yml:10:24 clusters.web.strategy.batch：必须是每批的数量：主机数量（3）或所占比例（25%），而不是 \`lots\`
      rollout.yml:10:36 clusters.web.strategy.soak：必须是时长，如 \`500ms\`、\`30s\`、\`5m\`、\`2h\` 或 \`1d\`（最长 24d），而不是 \`30\`
      rollout.yml:10:51 clusters.web.strategy.onFailure：必须是 \`pause\` 或 \`abort\` 或 \`rollback\`，而不是 \`explode\`
      3 个问题
      "
    `);
    expect(told(strategy('minInService: 3, canary: 100%'))).toMatchInlineSnapshot(`
      "rollout.yml:10:31 clusters.web.strategy.minInService：按此设置，其 3 台主机一台也无法摘除；发布期间最多只能要求 2 台在线
      rollout.yml:10:42 clusters.web.strategy.canary：会一次覆盖其 3 台主机；金丝雀应少于这个数量
      2 个问题
      "
    `);
    expect(told(changed(['type: haproxy', 'type: traefik']))).toMatchInlineSnapshot(`
      "rollout.yml:2:16 providers.lb1.type：必须是带有 \`type\`（\`haproxy\`、\`aliyun-slb\`、\`ucloud-ulb\`、\`lvs\`、\`f5\`、\`nginx\`）的负载均衡，而不是 \`traefik\`
      1 个问题
      "
    `);
    expect(told(changed(['user: deploy', 'user: deploy, key: /a, agent: true']))).toMatchInlineSnapshot(`
      "rollout.yml:8:7 clusters.web.deploy.ssh：\`key\`、\`agent\` 和 \`password\` 最多只能选择其一，而现在写了 \`key\` 和 \`agent\`
      rollout.yml:8:44 clusters.web.deploy.ssh.agent：需要 \`ssh-agent\`，但环境变量 \`SSH_AUTH_SOCK\` 没有设置
      2 个问题
      "
    `);
  });

  test('YAML and secrets', () => {
    expect(told(`${minimal}\tx: 1\n`)).toMatchInlineSnapshot(`
      "rollout.yml:12:1：不是有效的 YAML：缩进使用了制表符；请用空格
      1 个问题
      "
    `);
    expect(told(changed(['user: deploy', 'user: deploy, password: "file:/none"']))).toMatchInlineSnapshot(`
      "rollout.yml:8:38 clusters.web.deploy.ssh.password：引用的文件无法读取：没有这个文件
      1 个问题
      "
    `);
    expect(
      told(`${minimal}chat: { slack: { botToken: xapp-a, appToken: xapp-a } }\n`),
    ).toMatchInlineSnapshot(`
      "rollout.yml:12:28 chat.slack.botToken：是应用级 token（\`xapp-…\`），应填入 \`appToken\`；此处必须是应用设置 \`OAuth & Permissions\` 中的 \`Bot User OAuth Token\`（\`xoxb-…\`）
      1 个问题
      "
    `);
  });
});

test('a valid file, its defaults and its warnings', () => {
  expect(told(minimal)).toMatchInlineSnapshot(`
    "配置有效：1 个集群、3 台主机、1 个后端池、1 个负载均衡。
      web：3 台主机，后端池 lb1/web；通过 ssh 部署，1 项探测
      lb1：haproxy，地址 /run/haproxy/admin.sock
      数据目录 .rollout，存储 embedded
    以下各项使用默认值：
      文件顶层 — people: 以登录名识别每个人 · store: embedded · locks: store · dataDir: .rollout · approvalExpires: 30m · language: en
      chat — local: true
      clusters.web.access — view: 所有人 · deploy: 所有人 · approve: 所有人 · disable: 有权发布的人 · onCall: 无人 · mentionOnCall: false · onCallConfirms: true · approvals: 1 · distinctApprover: false
      clusters.web.deploy — restart: 同部署命令 · current: 机器人自己的记录 · timeout: 10m
      clusters.web.deploy.ssh — port: 22 · key: ~/.ssh/id_ed25519 · knownHosts: ~/.ssh/known_hosts · connectTimeout: 10s · keepAlive: 15s
      clusters.web.strategy — batch: 1 · gate: 有金丝雀时为 person · soak: 0 · minInService: 50% · onFailure: pause · afterCrash: continue · poolHealthWithin: 60s · capacityWithin: 60s
      clusters.web.strategy.connections — within: 30s · onTimeout: ask · port: 成员名称或地址中的端口
      clusters.web.verify[0] — within: 60s · interval: 1s · successes: 1
      providers.lb1 — timeout: 5s
    "
  `);
  const text = minimal.replace(/ {4}verify:\n.*\n/, '');
  expect(
    told(`${text}people: { alice: { slack: U0A }, bob: {} }
groups: { oncall: { people: [alice], slack: S0ON } }
freezes: { night: { days: [mon, tue], from: "22:00", to: "06:05", zone: UTC, clusters: [web], reason: why } }
chat: { slack: { botToken: xoxb-b, appToken: xapp-a, channel: C0OPS } }
`).replace(/^以下[\s\S]*\n(?=警告)/mu, ''),
  ).toMatchInlineSnapshot(`
    "配置有效：1 个集群、3 台主机、1 个后端池、1 个负载均衡。
      web：3 台主机，后端池 lb1/web；通过 ssh 部署，0 项探测
      lb1：haproxy，地址 /run/haproxy/admin.sock
      人员：2 人，其中 1 人有 slack 账号
      组 oncall：alice、slack S0ON
      冻结 night：mon、tue 22:00 至 06:05（UTC），web
      slack 使用 Socket 模式，频道 C0OPS
      数据目录 .rollout，存储 embedded
    警告：rollout.yml:4:3 clusters.web：没有配置 \`verify\`：只能靠负载均衡自身的健康检查发现有问题的版本
    "
  `);
});

test('a key of several lines is told in one', () => {
  const result = read(changed(['user: deploy', 'user: deploy, "port 22\\nis what it listens on": 1']));
  const problems = 'problems' in result ? result.problems : [];
  expectChinese(problems);
  expect(problems.map(({ message }) => message.split(';')[0])).toEqual([
    'unknown key `port 22 is what it listens on`',
  ]);
});

describe('`rollout check`', () => {
  afterEach(() => vi.unstubAllEnvs());

  /** What it prints where the locale is this one, about a file with this text. */
  async function printed(locale: string, text: string): Promise<string> {
    const folder = mkdtempSync(join(os.tmpdir(), 'check-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'rollout.yml');
    writeFileSync(file, text);
    for (const name of ['LC_ALL', 'LC_MESSAGES']) vi.stubEnv(name, '');
    vi.stubEnv('LANG', locale);
    const lines: string[] = [];
    const write = (line: unknown): boolean => lines.push(String(line)) > 0;
    const spies = [process.stdout, process.stderr].map((to) =>
      vi.spyOn(to, 'write').mockImplementation(write),
    );
    await check(file).finally(() => spies.forEach((spy) => void spy.mockRestore()));
    return lines.join('').replaceAll(folder, '');
  }

  test('speaks the language of the terminal', async () => {
    const wrong = changed(['type: haproxy', 'typ: haproxy']);
    expect(await printed('zh_CN.UTF-8', wrong)).toMatchInlineSnapshot(`
      "/rollout.yml:2:3 providers.lb1.type：缺少该项：负载均衡的类型：\`haproxy\`、\`aliyun-slb\`、\`ucloud-ulb\`、\`lvs\`、\`f5\`、\`nginx\`。
      1 个问题
      "
    `);
    expect(await printed('zh_CN.UTF-8', minimal)).toMatch(/^配置有效：1 个集群、3 台主机、/u);
    expect(await printed('C.UTF-8', wrong)).toContain(
      'type: is missing: The kind of load balancer: `haproxy`',
    );
    expect(await printed('C.UTF-8', minimal)).toMatch(/^The configuration is valid: 1 cluster, /);
  });
});
