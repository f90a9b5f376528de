import type { Cluster } from '../model/cluster.ts';
import type { Config, DingTalkChat, SlackChat } from '../model/config.ts';
import type { FreezeWindow } from '../model/freeze.ts';
import { parseRedisUrl, redisName } from '../model/redis.ts';
import type { Group } from '../model/who.ts';
import { addressOf } from './address.ts';

/** What a valid file comes to, line by line. */
export function summary(config: Config): string[] {
  const hosts = config.clusters.reduce((sum, cluster) => sum + cluster.hosts.length, 0);
  const pools = new Set(config.clusters.flatMap((cluster) => cluster.pools.map((pool) => pool.id))).size;
  const counts = [
    counted(config.clusters.length, 'cluster'),
    counted(hosts, 'host'),
    counted(pools, 'pool'),
    counted(config.providers.length, 'load balancer'),
  ];
  return [
    `The configuration is valid: ${counts.join(', ')}.`,
    ...config.clusters.map(clusterLine),
    ...config.providers.map((provider) => `  ${provider.id}: ${provider.kind} at ${addressOf(provider)}`),
    ...team(config),
    `  data in ${config.dataDir}, store ${config.store.kind}${locks(config)}`,
  ];
}

const locks = ({ locks }: Config): string =>
  locks.kind === 'store' ? '' : `, locks in ${redisName(parseRedisUrl(locks.url.reveal()))}`;

const clusterLine = ({ name, hosts, pools, deploy, verify, places }: Cluster): string =>
  [
    `  ${name}: ${counted(hosts.length, 'host')} in ${pools.map((pool) => pool.id).join(', ')}`,
    `deploys by ${deploy.kind}, ${counted(verify.length, 'probe')}`,
    ...places.map(({ chat, channel }) => `told in ${chat} ${channel}`),
  ].join('; ');

/** Who and when; nothing of it where the file says nothing of it. */
function team({ people, groups, freezes, notices = [], chat }: Config): string[] {
  const known = (['slack', 'dingtalk'] as const)
    .filter((name) => chat[name])
    .map((name) => `, ${people.filter((person) => person[name]?.length).length} of them in ${name}`);
  return [
    ...(people.length > 0 ? [`  people: ${people.length}${known.join('')}`] : []),
    ...groups.map((group) => `  group ${group.name}: ${members(group)}`),
    ...freezes.map((freeze) => `  freeze ${freeze.name}: ${times(freeze)}, ${where(freeze)}`),
    ...notices.map(({ name, kind, clusters = [] }) => `  notices ${name}: ${kind}, ${where({ clusters })}`),
    ...(chat.slack ? [`  slack ${connection(chat.slack)}`] : []),
    ...(chat.dingtalk ? [`  dingtalk ${stream(chat.dingtalk)}`] : []),
  ];
}

const members = ({ people, slack }: Group): string =>
  [...people, ...(slack === undefined ? [] : [`slack ${slack}`])].join(', ');

function times({ when, zone }: FreezeWindow): string {
  if (when.kind === 'dates') return `${when.from} to ${when.to} (${zone})`;
  const whole = when.from === 0 && when.to === 0;
  const hours = whole ? '' : ` ${clock(when.from)} to ${clock(when.to === 0 ? 24 * 60 : when.to)}`;
  return `${when.days.join(', ')}${hours} (${zone})`;
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const where = ({ clusters }: Pick<FreezeWindow, 'clusters'>): string =>
  clusters.length > 0 ? clusters.join(', ') : 'all clusters';

function connection({ by, channel }: SlackChat): string {
  const how = by.mode === 'socket' ? 'by Socket Mode' : `by HTTP at ${by.host}:${by.port}${by.path}`;
  return channel === undefined ? how : `${how}, channel ${channel}`;
}

function stream({ cardTemplate, channel }: DingTalkChat): string {
  const how = cardTemplate === undefined ? 'by Stream mode, messages' : 'by Stream mode, cards';
  return channel === undefined ? how : `${how}, group ${channel}`;
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
