import type { Card } from '../model/card.ts';
import { inService, type Member, type Saved, savedText } from '../model/member.ts';
import { plain } from './plain.ts';
import { count } from './wording.ts';

/** One pool as the load balancer shows it now; `problem` instead of members where it could not be read. */
export interface PoolView {
  readonly pool: string;
  readonly members: readonly Member[];
  readonly problem?: string;
  /** What rollouts hold, by member: it gets this back. */
  readonly held?: ReadonlyMap<string, Saved>;
}

/** `members CLUSTER`: every member of every pool, read just now. */
export function membersCard({ cluster, pools }: { cluster: string; pools: readonly PoolView[] }): Card {
  const members = pools.flatMap((pool) => pool.members);
  const serving = members.filter(inService).length;
  const problems = pools.filter(({ problem }) => problem !== undefined);
  const whole = serving === members.length && problems.length === 0;
  return {
    title: `${cluster}: ${serving} of ${count(members.length, 'member')} in service`,
    tone: problems.length > 0 ? 'bad' : whole ? 'good' : 'warning',
    table: {
      head: ['pool', 'member', 'weight', 'state', 'health', 'sessions', ''],
      rows: pools.flatMap((pool) => pool.members.map((member) => memberRow(pool, member))),
    },
    ...(problems.length > 0 && {
      lines: problems.map(({ pool, problem = '' }) => ({
        label: pool,
        text: plain(problem),
        tone: 'bad' as const,
      })),
    }),
  };
}

function memberRow({ pool, held }: PoolView, member: Member): string[] {
  const back = held?.get(member.name);
  const notes = [back && `held out; gets back ${savedText(back)}`, member.detail && plain(member.detail)];
  return [
    pool,
    plain(member.name, 80),
    String(member.weight),
    member.state,
    member.health,
    member.connections === undefined ? '' : String(member.connections),
    notes.filter(Boolean).join('; '),
  ];
}
