import type { Card, CardLine } from '../model/card.ts';
import { inService, type Member, type Saved, savedText } from '../model/member.ts';
import type { Override } from '../model/override.ts';
import { count, oneAfterAnother, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { untilText } from './override-card.ts';
import { plain } from './plain.ts';

/** One pool as the load balancer shows it now; `problem` instead of members where it could not be read. */
export interface PoolView {
  readonly pool: string;
  readonly members: readonly Member[];
  readonly problem?: string;
  /** What is out on our account, by member. */
  readonly held?: ReadonlyMap<string, HeldView>;
  /** All that is out on our account, also for other clusters. */
  readonly ours?: ReadonlySet<string>;
}

export interface HeldView {
  /** It gets this back. */
  readonly saved: Saved;
  /** The rollout's or override's id. */
  readonly by: string;
  readonly override?: Override;
}

/** `members CLUSTER`: every member of every pool, read just now. */
export function membersCard(
  { cluster, pools }: { cluster: string; pools: readonly PoolView[] },
  now: Date,
): Card {
  const members = pools.flatMap((pool) => pool.members);
  const serving = members.filter(inService).length;
  const problems = pools.filter(({ problem }) => problem !== undefined);
  const whole = serving === members.length && problems.length === 0;
  const lines = [...problems.map(problemLine), ...(pools.some(hasOthers) ? [othersLine()] : [])];
  return {
    title: say`${cluster}: ${serving} of ${count(members.length, 'member')} in service`,
    tone: problems.length > 0 ? 'bad' : whole ? 'good' : 'warning',
    table: {
      head: [
        ...[say`pool`, say`member`, say`address`, say`weight`, say`state`, say`health`],
        ...[say`sessions`, say`held out`],
      ],
      rows: pools.flatMap((pool) => pool.members.map((member) => memberRow(pool, member, now))),
    },
    ...(lines.length > 0 && { lines }),
  };
}

const problemLine = ({ pool, problem = '' }: PoolView): CardLine => ({
  label: pool,
  text: plain(told(problem)),
  tone: 'bad',
});

/** Out, and the journal knows nothing of it: what was done elsewhere is undone there. */
const isOthers = ({ ours }: PoolView, { name, weight, state }: Member): boolean =>
  ours !== undefined && !ours.has(name) && (state !== 'ready' || weight === 0);

const hasOthers = (pool: PoolView): boolean => pool.members.some((member) => isOthers(pool, member));

export const notByUs = (): string => say`out, not by us`;
const othersLine = (): CardLine => ({
  label: `${notByUs()}:`,
  text: say`nobody took it out through the bot; it is put back where it was taken out, and rollouts leave it so`,
});

function memberRow(view: PoolView, member: Member, now: Date): string[] {
  const { pool, held } = view;
  const out = held?.get(member.name);
  const others = isOthers(view, member) && notByUs();
  const notes = [out && heldText(out, now), others, member.detail && plain(told(member.detail))].flatMap(
    (note) => note || [],
  );
  return [
    pool,
    plain(member.name, 80),
    member.address === undefined ? '' : plain(member.address, 80),
    String(member.weight),
    member.state,
    member.health,
    member.connections === undefined ? '' : String(member.connections),
    oneAfterAnother(notes),
  ];
}

/** `o5 by alice until 14:35 (kernel panic); gets back weight 10, ready` */
function heldText({ saved, by, override }: HeldView, now: Date): string {
  const back = say`gets back ${savedText(saved)}`;
  if (!override) return oneAfterAnother([by, back]);
  const { requester, reason } = override;
  return say`${by} by ${plain(requester, 80)} until ${untilText(override, now)} (${plain(reason, 200)}); ${back}`;
}
