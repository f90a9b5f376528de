import { join } from 'node:path';
import type { BalancerKind, BalancerSettings } from './balancer-settings.ts';
import { prepareBundled } from './bundled.ts';
import { findHaproxy, prepareHaproxy } from './haproxy.ts';
import { type Background, type Crew, until } from './processes.ts';
import { seePool } from './runtime-api.ts';

interface RunningBalancer {
  /** For people: which program it is. */
  readonly says: string;
  readonly process: Background;
}

/**
 * Starts the machine's HAProxy, or the bundled stand-in where there is none.
 * @param wanted which of the two it has to be, if anybody cares
 */
export function startBalancer(
  crew: Crew,
  folder: string,
  settings: BalancerSettings,
  wanted: BalancerKind | undefined,
): RunningBalancer {
  const version = wanted === 'bundled' ? undefined : findHaproxy();
  if (wanted === 'haproxy' && version === undefined) throw new Error('there is no haproxy on this machine');
  const prepare = version === undefined ? prepareBundled : prepareHaproxy;
  const says = version ?? 'the bundled demo proxy, a stand-in that speaks HAProxy’s runtime commands';
  return {
    says,
    process: crew.start('the load balancer', prepare(folder, settings), join(folder, 'balancer.log')),
  };
}

/** Resolves when the load balancer sees every server up. */
export function poolUp(settings: BalancerSettings, process: Background): Promise<void> {
  const allUp = async (): Promise<boolean> => {
    const servers = await seePoolYet(settings);
    return servers.length > 0 && servers.every(({ running }) => running);
  };
  return until('all servers are up', allUp, { withinMs: 15_000, process });
}

/** Nothing as long as the socket is not there. */
async function seePoolYet({ socket, backend }: BalancerSettings): ReturnType<typeof seePool> {
  try {
    return await seePool(socket, backend);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return [];
    throw error;
  }
}
