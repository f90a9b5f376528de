import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BalancerSettings } from './balancer-settings.ts';

/** The machine's HAProxy in one line ("HAProxy version 2.6.12 …"), or undefined where there is none. */
export function findHaproxy(): string | undefined {
  const { status, stdout } = spawnSync('haproxy', ['-v'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0]?.replace(/ - https?:\S+$/, '') : undefined;
}

/** Writes the config; gives the command that runs HAProxy with it in the foreground. */
export function prepareHaproxy(folder: string, settings: BalancerSettings): readonly string[] {
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, haproxyConfig(settings));
  return ['haproxy', '-db', '-f', file];
}

/**
 * `retries 0`: HAProxy would otherwise try a failed connection again, and a request that the rollout nearly dropped
 * would not be seen. Kept-alive connections outlast the demo, so that only a mistake can cut one.
 */
export function haproxyConfig({ port, socket, backend, servers, checkMs }: BalancerSettings): string {
  return `global
  stats socket ${socket} mode 600 level admin
  stats timeout 1m

defaults
  mode http
  retries 0
  timeout connect 5s
  timeout client 10m
  timeout server 30s
  timeout http-keep-alive 10m

frontend clients
  bind 127.0.0.1:${port}
  default_backend ${backend}

backend ${backend}
  balance roundrobin
  option httpchk GET /health
  timeout check 2s
  default-server check inter ${checkMs}ms rise 1 fall 3
${servers.map((one) => `  server ${one.name} ${one.host}:${one.port} weight ${one.weight}\n`).join('')}`;
}
