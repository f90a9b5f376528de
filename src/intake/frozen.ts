import { formatCommand } from '../command/format.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Command } from '../model/command.ts';
import type { Freeze } from '../model/freeze.ts';
import type { Plan } from '../model/plan.ts';
import { freezeBefore, freezeNow } from '../policy/freeze.ts';
import { freezeText } from '../report/freeze-text.ts';
import { timeText } from '../report/lock-text.ts';
import { kept, say } from '../text/say.ts';
import { type Desk, Refusal } from './desk.ts';

/** The commands that begin a rollout. */
export type Rolling = Extract<Command, { verb: 'deploy' | 'rollback' | 'restart' }>;

/** The freeze that holds for the cluster right now. */
export async function freezeOf(desk: Desk, { name }: Cluster): Promise<Freeze | undefined> {
  return freezeNow(desk.freezes, await desk.tools.store.freezes.all(), name, desk.now());
}

/**
 * What the plan carries of a freeze: nothing where there is none. Refuses in a freeze that the command doesn't override;
 * a plan that is only looked at may be looked at.
 */
export async function planFreeze(
  desk: Desk,
  cluster: Cluster,
  command: Rolling,
): Promise<Pick<Plan, 'freeze'> & { readonly notes: readonly string[] }> {
  const freeze = await freezeOf(desk, cluster);
  if (!freeze) return { notes: [] };
  const { overrideFreeze } = command;
  if (overrideFreeze !== undefined) return { freeze: against(freeze, overrideFreeze), notes: [] };
  if (!command.planOnly) throw frozen(desk, cluster, freeze, command);
  return { notes: [kept`${freezeText(cluster.name, freeze, desk.now())}.`] };
}

export const against = ({ by, reason }: Freeze, overriddenBecause: string): NonNullable<Plan['freeze']> => ({
  by,
  reason,
  overriddenBecause,
});

/** The refusal, with the command that would override the freeze. */
export function frozen(desk: Desk, { name }: Cluster, freeze: Freeze, command: Rolling): Refusal {
  const anyway = `${formatCommand(command)} --override-freeze "REASON"`;
  return new Refusal('refused', freezeText(name, freeze, desk.now()), {
    lines: [
      { label: say`if it cannot wait:`, text: anyway },
      { text: say`A second person then has to approve it.` },
    ],
  });
}

/** A plan that would still be under way when a freeze begins is told so. */
export function freezeAhead(desk: Desk, cluster: string, estimateMs: number): readonly string[] {
  const now = desk.now();
  const end = new Date(now.getTime() + estimateMs);
  const ahead = freezeBefore(desk.freezes, cluster, now, end);
  if (!ahead) return [];
  return [
    kept`The freeze ${ahead.by} (${ahead.reason}) begins at ${timeText(ahead.begins, now)}, before this is likely to be done.`,
  ];
}
