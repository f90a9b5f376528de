import { examineDingTalk } from '../chat/dingtalk/client/examine.ts';
import { examineSlack } from '../chat/slack/client/examine.ts';
import type { Cluster, Host, Pool } from '../model/cluster.ts';
import type { Config } from '../model/config.ts';
import { asFailure } from '../model/failure.ts';
import { inService } from '../model/member.ts';
import { parseRedisUrl, redisName } from '../model/redis.ts';
import type { Finding } from '../report/findings-card.ts';
import { reachPostgres } from '../store/postgres.ts';
import { kept, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import type { Tools } from '../workflow/tools.ts';
import { examineRedis } from './redis.ts';

type Reach = Pick<Tools, 'balancer' | 'deployer'>;

/** Tries every connection of the config, reading only, and says what each answered. */
export async function examine(config: Config, reach: Reach): Promise<readonly Finding[]> {
  const clusters = await Promise.all(config.clusters.map((cluster) => examineCluster(cluster, reach)));
  const shared = [await examineStore(config), ...(await examineLocks(config))];
  return [...shared, ...(await examineChats(config)), ...clusters.flat()];
}

async function examineStore({ store, dataDir }: Config): Promise<Finding> {
  if (store.kind === 'embedded')
    return { what: say`database`, where: dataDir, mark: 'ok', answer: say`embedded` };
  return tried(say`database`, 'postgres', async () => {
    await reachPostgres(store.url.reveal());
    return say`connected`;
  });
}

async function examineLocks({ locks }: Config): Promise<readonly Finding[]> {
  if (locks.kind === 'store') return [];
  return [
    await tried(say`locks`, told(redisName(parseRedisUrl(locks.url.reveal()))), () => examineRedis(locks)),
  ];
}

async function examineChats({ chat: { slack, dingtalk } }: Config): Promise<readonly Finding[]> {
  const examined = await Promise.all([
    slack && examineSlack(slack).then(asFinding('Slack')),
    dingtalk && examineDingTalk(dingtalk).then(asFinding('DingTalk')),
  ]);
  return examined.filter((finding) => finding !== undefined);
}

const asFinding =
  (where: string) =>
  ({ line: answer, well }: { readonly line: string; readonly well: boolean }): Finding => ({
    what: say`chat`,
    where,
    mark: well ? 'ok' : 'wrong',
    answer: told(answer),
  });

async function examineCluster(cluster: Cluster, reach: Reach): Promise<readonly Finding[]> {
  const pools = cluster.pools.map((pool) => examinePool(cluster, pool, reach));
  const hosts = cluster.hosts.map((host) => examineHost(cluster, host, reach));
  return Promise.all([...pools, ...hosts]);
}

function examinePool(cluster: Cluster, { id, provider, name }: Pool, { balancer }: Reach): Promise<Finding> {
  return tried(say`pool`, id, async () => {
    const members = await balancer(provider).read(name);
    const named = cluster.hosts.flatMap(({ members: refs }) => refs.filter(({ pool }) => pool.id === id));
    const lost = named.filter(({ member }) => members.filter((each) => each.name === member).length !== 1);
    if (lost.length > 0)
      throw new Error(kept`not there, or not once: ${lost.map(({ member }) => member).join(', ')}`);
    return say`${members.filter(inService).length} of ${members.length} members in service`;
  });
}

function examineHost(cluster: Cluster, host: Host, { deployer }: Reach): Promise<Finding> {
  return tried(say`host of ${cluster.name}`, host.name, async () => {
    const { exitCode, output } = await deployer(cluster).ask(host, cluster.deploy.current ?? 'true', 10_000);
    if (exitCode !== 0) throw new Error(output.trim() || kept`exit code ${exitCode}`);
    return cluster.deploy.current === undefined ? say`runs commands` : say`runs ${output.trim()}`;
  });
}

async function tried(what: string, where: string, act: () => Promise<string>): Promise<Finding> {
  try {
    return { what, where, mark: 'ok', answer: await act() };
  } catch (error) {
    return { what, where, mark: 'wrong', answer: told(asFailure(error, where).message) };
  }
}
