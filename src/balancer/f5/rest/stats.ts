import { z } from 'zod';
import { partsOf } from './nested.ts';

const word = z.object({ description: z.string() }).optional();

/** The figures of one member (`.../members/stats`), as far as they are used. */
const form = z.object({
  'serverside.curConns': z.object({ value: z.number().int().nonnegative() }),
  nodeName: word,
  port: z.object({ value: z.number() }).optional(),
  sessionStatus: word,
  'status.availabilityState': word,
  'status.enabledState': word,
  'status.statusReason': word,
});
type Figures = z.output<typeof form>;

export interface Stats {
  readonly connections: number;
  readonly nodeDisabled: boolean;
  /** Why it is not available. */
  readonly reason?: string;
}

/** By the full path of the node and the port, where the answer says whose they are. */
export function statsIn(answer: unknown): ReadonlyMap<string, Stats> {
  return new Map(
    partsOf(form, answer).flatMap((figures) => {
      const node = figures.nodeName?.description;
      return node === undefined || figures.port === undefined
        ? []
        : [[keyOf(node, String(figures.port.value)), statsOf(figures)]];
    }),
  );
}

export const keyOf = (node: string, port: string): string => `${node} ${port}`;

/** Of an answer about a single member. */
export function onlyStatsIn(answer: unknown): Stats | undefined {
  const [figures] = partsOf(form, answer);
  return figures && statsOf(figures);
}

function statsOf(figures: Figures): Stats {
  const availability = figures['status.availabilityState']?.description;
  const reason = figures['status.statusReason']?.description;
  const isIll = availability === 'offline' || availability === 'unavailable';
  return {
    connections: figures['serverside.curConns'].value,
    nodeDisabled:
      figures.sessionStatus?.description === 'addr-disabled' ||
      figures['status.enabledState']?.description === 'disabled-by-parent',
    ...(isIll && reason !== undefined && { reason }),
  };
}
