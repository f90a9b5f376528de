import { expect } from 'vitest';
import { type Seen, seePool } from '../../demo/runtime-api.ts';
import type { RolloutState } from '../../src/model/rollout.ts';
import type { Rolling } from './rolling.ts';
import { until } from './until.ts';
import type { Scene } from './world.ts';

/** What has to be true when a scenario is over. Hosts that are not named are on `release` and back, by one deploy. */
export interface Expected {
  readonly state: RolloutState;
  readonly release: string;
  /** Where a host's end differs from that. */
  readonly hosts?: Readonly<Record<string, HostEnd>>;
  /** Never fewer servers in service than this, by what the watch saw; all but one where it is absent. */
  readonly floor?: number;
  /** True where the load balancer itself was killed: what it had in its hands is cut off. No host drops anything. */
  readonly cutOff?: boolean;
}

interface HostEnd {
  readonly runs?: string;
  /** Its deploys, one for each time; none where it was not reached. */
  readonly deploys?: readonly string[];
  readonly state?: 'ready' | 'drain' | 'maint';
}

/** Checks the world itself, then that the bot says the same. */
export async function expectEnd(scene: Scene, rolling: Rolling, expected: Expected): Promise<void> {
  const { state, card } = await rolling.end();
  expect(state, [card.title, ...rolling.lines()].join('\n')).toBe(expected.state);
  await expectHosts(scene, expected);
  await expectPool(scene, expected);
  await expectSaid(scene, rolling, expected);
  await expectTraffic(scene, expected);
  expect(scene.watch.fewest()).toBeGreaterThanOrEqual(expected.floor ?? scene.hosts.length - 1);
}

/** Every request was answered with 200. */
async function expectTraffic({ traffic }: Scene, { cutOff = false }: Expected): Promise<void> {
  const { byStatus } = await traffic.stop();
  const { 200: answered = 0, ...dropped } = Object.fromEntries(byStatus);
  const broken = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'socket hang up'];
  const counted = Object.entries(dropped).filter(([status]) => !(cutOff && broken.includes(status)));
  expect(Object.fromEntries(counted)).toEqual({});
  expect(answered).toBeGreaterThan(0);
}

async function expectHosts({ hosts }: Scene, { release, hosts: others = {} }: Expected): Promise<void> {
  const ends = await Promise.all(
    hosts.map(async (host) => [host.name, { runs: await host.runs(), deploys: host.deploys() }]),
  );
  const wanted = hosts.map(({ name }) => {
    const { runs = release, deploys = [release] } = others[name] ?? {};
    return [name, { runs, deploys }];
  });
  expect(Object.fromEntries(ends)).toEqual(Object.fromEntries(wanted));
}

/** Weights and states by the balancer itself. It takes a moment until it sees a server up that just came back. */
async function expectPool({ hosts, haproxy }: Scene, { hosts: others = {} }: Expected): Promise<void> {
  const wanted = hosts.map(({ name, weight }) => ({ name, weight, state: others[name]?.state ?? 'ready' }));
  const settled = (pool: readonly Seen[]) => pool.every(({ state, running }) => state !== 'ready' || running);
  const pool = await until('every server that is ready is up', async () => {
    const seen = await seePool(haproxy.socketPath, 'web');
    return settled(seen) && seen;
  });
  expect(pool.map(({ running: _, ...seen }) => seen)).toEqual(wanted);
  expect(await statesIn(haproxy, 'other')).toEqual(hosts.map(({ name, weight }) => `${name} ${weight} 0`));
}

/** Name, weight and admin state bits of every server of the backend. */
async function statesIn({ command }: Scene['haproxy'], backend: string): Promise<readonly string[]> {
  const [, head = '', ...lines] = (await command(`show servers state ${backend}`)).trim().split('\n');
  const columns = head.replace('# ', '').split(' ');
  const wanted = ['srv_name', 'srv_uweight', 'srv_admin_state'].map((name) => columns.indexOf(name));
  return lines.map((line) => wanted.map((column) => line.split(' ')[column]).join(' '));
}

/** The lock is free, and who is left out on the bot's account is named: in `drained`, `status` and the summary. */
async function expectSaid({ bot }: Scene, rolling: Rolling, { hosts = {} }: Expected): Promise<void> {
  expect((await bot.say('locks')).card.title).toBe('No cluster is locked');
  const out = Object.entries(hosts).flatMap(([name, { state }]) => (state === 'drain' ? [name] : []));
  const { card } = await bot.say('drained');
  expect(card.table?.rows.map(([member]) => member) ?? []).toEqual(out);
  const status = JSON.stringify((await bot.say('status web')).card);
  const summary = JSON.stringify((await rolling.end()).card);
  for (const name of out) {
    expect(status).toContain(`${name} in lb1/web`);
    expect(summary).toMatch(new RegExp(`"${name}","text":"left out of service`));
  }
}
