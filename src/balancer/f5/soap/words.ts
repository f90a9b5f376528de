import { z } from 'zod';
import type { Health } from '../../../model/member.ts';
import type { Entry } from '../unit.ts';
import { list, number } from './decode.ts';

/** LocalLB::MonitorStatus; a word that is not here says nothing that is known. */
const healths: ReadonlyMap<string, Health> = new Map([
  ['MONITOR_STATUS_UP', 'up'],
  ['MONITOR_STATUS_DOWN', 'down'],
  ['MONITOR_STATUS_ADDRESS_DOWN', 'down'],
  ['MONITOR_STATUS_UNCHECKED', 'unchecked'],
]);

/**
 * @param session LocalLB::SessionStatus: `SESSION_STATUS_ENABLED`, `…_FORCED_DISABLED` by its own setting,
 *   `…_ADDRESS_DISABLED` by its node's
 * @param monitor LocalLB::MonitorStatus: `MONITOR_STATUS_FORCED_DOWN` by its own setting, or what the monitors say
 */
export const settingsOf = (
  session: string,
  monitor: string,
): Pick<Entry, 'enabled' | 'forcedDown' | 'nodeDisabled' | 'health'> => ({
  enabled: session === 'SESSION_STATUS_ENABLED' || session === 'SESSION_STATUS_ADDRESS_DISABLED',
  nodeDisabled: session === 'SESSION_STATUS_ADDRESS_DISABLED',
  forcedDown: monitor === 'MONITOR_STATUS_FORCED_DOWN',
  health: healths.get(monitor) ?? 'unknown',
});

/** Two halves of 64 bits, each a signed number (Common::ULong64). */
const half = z
  .string()
  .regex(/^-?\d+$/)
  .transform((text) => Number(text) >>> 0);

export const statistics = list(z.object({ type: z.string(), value: z.object({ high: half, low: half }) }));

/** @returns undefined where the figure is not among them */
export function connectionsIn(all: z.output<typeof statistics>): number | undefined {
  const one = all.find(({ type }) => type === 'STATISTIC_SERVER_SIDE_CURRENT_CONNECTIONS');
  return one && one.value.high * 2 ** 32 + one.value.low;
}

/** Common::IPPortDefinition and Common::AddressPort. */
export const addressPort = z.object({ address: z.string(), port: number });
export type AddressPort = z.output<typeof addressPort>;

export const isSame = (one: AddressPort, other: AddressPort): boolean =>
  one.address === other.address && one.port === other.port;

export const enabledState = (on: boolean): string => (on ? 'STATE_ENABLED' : 'STATE_DISABLED');
