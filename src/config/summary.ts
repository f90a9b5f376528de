import type { Cluster } from '../model/cluster.ts';
import type { Config, DingTalkChat, SlackChat } from '../model/config.ts';
import type { FreezeWindow } from '../model/freeze.ts';
import { parseRedisUrl, redisName } from '../model/redis.ts';
import type { Group } from '../model/who.ts';
import { count, inARow, oneAfterAnother, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { addressOf } from './address.ts';

/** What a valid file comes to, line by line. */
export function summary(config: Config): string[] {
  const hosts = config.clusters.reduce((sum, cluster) => sum + cluster.hosts.length, 0);
  const pools = new Set(config.clusters.flatMap((cluster) => cluster.pools.map((pool) => pool.id))).size;
  const counts = [
    count(config.clusters.length, 'cluster'),
    count(hosts, 'host'),
    count(pools, 'pool'),
    count(config.providers.length, 'load balancer'),
  ];
  const balancers = config.providers.map(
    (provider) => say`${provider.id}: ${provider.kind} at ${addressOf(provider)}`,
  );
  const lines = [...config.clusters.map(clusterLine), ...balancers, ...team(config), storeLine(config)];
  return [say`The configuration is valid: ${inARow(counts)}.`, ...lines.map((line) => `  ${line}`)];
}

function storeLine({ dataDir, store, locks }: Config): string {
  if (locks.kind === 'store') return say`data in ${dataDir}, store ${store.kind}`;
  const redis = told(redisName(parseRedisUrl(locks.url.reveal())));
  return say`data in ${dataDir}, store ${store.kind}, locks in ${redis}`;
}

const clusterLine = ({ name, hosts, pools, deploy, verify, places }: Cluster): string =>
  oneAfterAnother([
    say`${name}: ${count(hosts.length, 'host')} in ${inARow(pools.map((pool) => pool.id))}`,
    say`deploys by ${deploy.kind}, ${count(verify.length, 'probe')}`,
    ...places.map(({ chat, channel }) => say`told in ${chat} ${channel}`),
  ]);

/** Who and when; nothing of it where the file says nothing of it. */
function team({ people, groups, freezes, notices = [], chat }: Config): string[] {
  const known = (['slack', 'dingtalk'] as const)
    .filter((name) => chat[name])
    .map((name) => ({ name, people: people.filter((person) => person[name]?.length).length }));
  const all = known.reduce(
    (before, { name, people }) => say`${before}, ${people} of them in ${name}`,
    say`people: ${people.length}`,
  );
  return [
    ...(people.length > 0 ? [all] : []),
    ...groups.map((group) => say`group ${group.name}: ${members(group)}`),
    ...freezes.map((freeze) => say`freeze ${freeze.name}: ${times(freeze)}, ${where(freeze)}`),
    ...notices.map(({ name, kind, clusters = [] }) => say`notices ${name}: ${kind}, ${where({ clusters })}`),
    ...(chat.slack ? [`slack ${connection(chat.slack)}`] : []), // not shown
    ...(chat.dingtalk ? [`dingtalk ${stream(chat.dingtalk)}`] : []), // not shown
  ];
}

const members = ({ people, slack }: Group): string =>
  inARow([...people, ...(slack === undefined ? [] : [`slack ${slack}`])]); // not shown

function times({ when, zone }: FreezeWindow): string {
  if (when.kind === 'dates') return say`${when.from} to ${when.to} (${zone})`;
  const whole = when.from === 0 && when.to === 0;
  const days = inARow(when.days);
  if (whole) return say`${days} (${zone})`;
  return say`${days} ${clock(when.from)} to ${clock(when.to === 0 ? 24 * 60 : when.to)} (${zone})`;
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const where = ({ clusters }: Pick<FreezeWindow, 'clusters'>): string =>
  clusters.length > 0 ? inARow(clusters) : say`all clusters`;

function connection({ by, channel }: SlackChat): string {
  const how = by.mode === 'socket' ? say`by Socket Mode` : say`by HTTP at ${by.host}:${by.port}${by.path}`;
  return channel === undefined ? how : say`${how}, channel ${channel}`;
}

function stream({ cardTemplate, channel }: DingTalkChat): string {
  const how = cardTemplate === undefined ? say`by Stream mode, messages` : say`by Stream mode, cards`;
  return channel === undefined ? how : say`${how}, group ${channel}`;
}
