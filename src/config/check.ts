import type { Cluster } from '../model/cluster.ts';
import type { Config, Provider } from '../model/config.ts';
import type { ConfigResult } from './config.ts';
import type { Default } from './defaults.ts';
import { problemText } from './problem.ts';

/** What `rollout check` prints: every problem and warning, or what the file comes to. Ends with a line break. */
export function checkText(result: ConfigResult): string {
  const warnings = result.warnings.map((warning) => `warning: ${problemText(warning)}`);
  const lines =
    'config' in result
      ? [...summary(result.config), ...defaults(result.defaults), ...warnings]
      : [...result.problems.map(problemText), ...warnings, counted(result.problems.length, 'problem')];
  return `${lines.join('\n')}\n`;
}

function summary(config: Config): string[] {
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
    ...config.providers.map((provider) => `  ${provider.id}: ${provider.kind} at ${address(provider)}`),
    `  data in ${config.dataDir}, store ${config.store.kind}`,
  ];
}

const clusterLine = ({ name, hosts, pools, deploy, verify }: Cluster): string =>
  `  ${name}: ${counted(hosts.length, 'host')} in ${pools.map((pool) => pool.id).join(', ')}; deploys by ${deploy.kind}, ${counted(verify.length, 'probe')}`;

function address({ at }: Provider): string {
  if (at.via === 'tcp') return `${at.host}:${at.port}`;
  return at.via === 'ssh' ? `${at.ssh.user}@${at.ssh.host}:${at.path}` : at.path;
}

function defaults(groups: readonly Default[]): string[] {
  if (groups.length === 0) return [];
  const lines = groups.map(({ where, keys }) => {
    const told = keys.map(({ key, value }) => `${key}: ${value}`).join(' · ');
    return `  ${where === '' ? 'the file' : where} — ${told}`;
  });
  return ['Left to defaults:', ...lines];
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
