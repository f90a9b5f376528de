import { setTimeout as sleep } from 'node:timers/promises';
import { poolUp, startBalancer } from './balancer.ts';
import { startBot } from './bot.ts';
import { healthOf } from './health-of.ts';
import type { Options } from './options.ts';
import { watchPool } from './pool-watch.ts';
import type { Crew } from './processes.ts';
import { roll, rollWithCrash } from './roll.ts';
import { seePool } from './runtime-api.ts';
import { type Stage, startApps } from './stage.ts';
import { startTraffic } from './traffic.ts';
import type { Evidence } from './verdict.ts';

const first = 'v1';
const release = 'v2';
const perSecond = 200;

/** Plays the demo from the first app to the last request; what was seen is for others to judge. */
export async function play(crew: Crew, stage: Stage, options: Options): Promise<Evidence> {
  const { balancer } = stage;
  await startApps(stage, first);
  const running = startBalancer(crew, stage.folder, balancer, options.proxy);
  await poolUp(balancer, running.process);
  introduce(stage, running.says);

  const before = await seePool(balancer.socket, balancer.backend);
  const traffic = startTraffic({
    url: `http://127.0.0.1:${balancer.port}`,
    perSecond,
    slowEvery: 40,
    timeoutMs: 15_000,
  });
  const watch = watchPool(balancer.socket, balancer.backend, 50);

  const bot = await startBot(crew, stage, 'bot.log');
  const rolled = await (options.crash
    ? rollWithCrash(crew, stage, bot, release)
    : roll(crew, stage, release));

  await sleep(1_500); // the new release alone, under traffic
  return {
    release,
    traffic: await traffic.stop(),
    pool: await watch.stop(),
    before,
    after: await seePool(balancer.socket, balancer.backend),
    hosts: await lookAtHosts(stage),
    ...rolled,
  };
}

function introduce({ folder, hosts, balancer }: Stage, balancerSays: string): void {
  console.log(`${hosts.length} app processes run ${first} behind ${balancerSays}.`);
  console.log(
    `${perSecond} requests a second go to http://127.0.0.1:${balancer.port}, every 40th takes 1.5 s.`,
  );
  console.log(`Configuration, logs and hosts: ${folder}\n`);
}

function lookAtHosts({ hosts }: Stage): Promise<Evidence['hosts']> {
  return Promise.all(
    hosts.map(async (host) => ({
      name: host.name,
      health: await healthOf(host.facts()),
      deploys: host.deploys(),
    })),
  );
}
