import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startRuntimeDouble } from '../test/doubles/haproxy-runtime.ts';
import { type SlackDouble, startSlack } from '../test/doubles/slack/slack.ts';
import { percentile } from './percentile.ts';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
const running = 20;
const clicks = 40;
const commands = 200;

export interface ChatTimes {
  /** From a slash command to its acknowledgement, 99 of 100, in milliseconds. */
  readonly ackMs: number;
  /** From the click on Approve to the first change at the balancer, 95 of 100, in milliseconds. */
  readonly clickMs: number;
  /** From the click on Take it out to the member being out, 95 of 100, in milliseconds. */
  readonly outMs: number;
}

/** How fast the bot answers in Slack while 20 rollouts are running, each at a host that deploys. */
export async function benchChat(dir: string): Promise<ChatTimes> {
  await mkdir(dir);
  const slack = await startSlack();
  const balancer = await startRuntimeDouble(backends());
  const user = slack.addUser({ name: 'alice' });
  const bot = await startBot(dir, slack, balancer.path, user);
  try {
    const scene = { slack, user, ...watch(balancer.faults) };
    await startLoad(scene);
    const ackMs = percentile(await ackTimes(scene), 99);
    const clickMs = percentile(await clickTimes(scene), 95);
    return { ackMs, clickMs, outMs: percentile(await outTimes(scene), 95) };
  } finally {
    bot.kill('SIGKILL');
    await balancer.stop();
    await slack.stop();
  }
}

interface Scene {
  readonly slack: SlackDouble;
  readonly user: string;
  /** When the balancer was first told to drain a backend's server, by backend. */
  readonly drained: ReadonlyMap<string, number>;
  /** Backends whose last server is back. */
  readonly given: ReadonlySet<string>;
}

const loadNames = Array.from({ length: running }, (_, i) => `load-${i}`);
const clickNames = Array.from({ length: clicks }, (_, i) => `web-${i}`);
const outNames = Array.from({ length: clicks }, (_, i) => `out-${i}`);

function backends() {
  const server = (name: string) => ({ name, weight: 100, configured: 100, admin: 0, sessions: 0 });
  return new Map(
    [...loadNames, ...clickNames, ...outNames].map((name) => [name, [server('a'), server('b')]]),
  );
}

async function startBot(
  dir: string,
  slack: SlackDouble,
  socket: string,
  user: string,
): Promise<ChildProcess> {
  const config = join(dir, 'rollout.yml');
  // The jobs live as long as this file: none is left behind.
  const load = join(dir, 'load');
  await writeFile(load, '');
  const cluster = (command: string) => ({ hosts: ['a', 'b'], deploy: { local: true, commands: [command] } });
  const clusters = [
    ...loadNames.map((name) => [
      name,
      { pools: [`lb/${name}`], ...cluster(`while [ -e '${load}' ]; do sleep 1; done`) },
    ]),
    ...[...clickNames, ...outNames].map((name) => [name, { pools: [`lb/${name}`], ...cluster('true') }]),
  ];
  const content = {
    providers: { lb: { type: 'haproxy', socket } },
    people: { alice: { slack: user } },
    clusters: Object.fromEntries(clusters),
    chat: { slack: { botToken: slack.botToken, appToken: slack.appToken, apiUrl: slack.apiUrl } },
    dataDir: join(dir, 'data'),
  };
  await writeFile(config, JSON.stringify(content), { mode: 0o600 });
  const bot = spawn(process.execPath, [main, 'start', '--config', config], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(bot.stdout, 'data');
  return bot;
}

/** Notes when each backend is drained for the first time, and when its rollout is through. */
function watch(faults: {
  before: (command: string) => void | Promise<void>;
}): Pick<Scene, 'drained' | 'given'> {
  const drained = new Map<string, number>();
  const given = new Set<string>();
  faults.before = (command) => {
    const [, backend = '', server, state] = /^set server ([^/]+)\/(\S+) state (\S+)$/.exec(command) ?? [];
    if (state === 'drain' && !drained.has(backend)) drained.set(backend, performance.now());
    if (state === 'ready' && server === 'b') given.add(backend);
  };
  return { drained, given };
}

async function startLoad(scene: Scene): Promise<void> {
  for (const name of loadNames) await approve(scene, name);
  await until(() => loadNames.every((name) => scene.drained.has(name)));
}

async function ackTimes({ slack, user }: Scene): Promise<readonly number[]> {
  const channel = slack.addChannel({ name: 'commands', botIn: true });
  const times: number[] = [];
  for (let i = 0; i < commands; i += 1) {
    const began = performance.now();
    await slack.command({ user, channel, text: 'help' });
    times.push(performance.now() - began);
    await sleep(20);
  }
  return times;
}

async function clickTimes(scene: Scene): Promise<readonly number[]> {
  const times: number[] = [];
  for (const name of clickNames) {
    const clicked = await approve(scene, name);
    times.push((await until(() => scene.drained.get(name))) - clicked);
    // The next one is measured beside the 20 that go on, not beside this one's end.
    await until(() => scene.given.has(name));
  }
  return times;
}

/** On call: a host is taken out of each cluster by hand. */
async function outTimes({ slack, user, drained }: Scene): Promise<readonly number[]> {
  const times: number[] = [];
  for (const name of outNames) {
    const channel = slack.addChannel({ name, botIn: true });
    await slack.command({ user, channel, text: `disable ${name} a for 30m kernel panic` });
    const [card] = await until(() => slack.messages(channel).length > 0 && slack.messages(channel));
    const clicked = performance.now();
    await slack.click({ user, channel, ts: card?.ts ?? '', label: 'Take it out' });
    times.push((await until(() => drained.get(name))) - clicked);
  }
  return times;
}

/** Asks for a deploy, waits for its plan, and clicks; gives when. */
async function approve(scene: Scene, cluster: string): Promise<number> {
  const { slack, user } = scene;
  // A channel each: what is measured is the bot, not Slack's one message a second.
  const channel = slack.addChannel({ name: cluster, botIn: true });
  await slack.command({ user, channel, text: `deploy ${cluster} v2` });
  const plan = await until(() =>
    slack.messages(channel).find((message) => JSON.stringify(message).includes(` deploy ${cluster} `)),
  );
  const clicked = performance.now();
  await slack.click({ user, channel, ts: plan.ts, label: 'Approve' });
  return clicked;
}

async function until<T>(look: () => T | undefined | false): Promise<T> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error('the bench waited two minutes for something');
    await sleep(2);
  }
}
