import type { Engine } from '../engine/engine.ts';
import type { Desk } from '../intake/desk.ts';
import { overrideWorkflowId, subjectOf } from '../workflow/ids.ts';
import { announceRecovery, approvedNotBegun, confirmedNotBegun } from '../workflow/recovery.ts';

export interface TakeUpOptions {
  readonly engine: Engine;
  readonly desk: Desk;
  /** Ends whatever a dead process may still have open in the database. */
  endSessions(executor: string): Promise<void>;
}

const turn = 'take up'; // not shown

/** What a process takes up that another one left: every step can be repeated, also by two that come at once. */
export function takeUpFrom({ engine, desk, endSessions }: TakeUpOptions) {
  const { tools } = desk;

  /** What was said yes to, and whose workflow was never begun; two that begin it at once begin it once. */
  const notBegun = async (): Promise<void> => {
    const isNew = async (workflow: string) => (await engine.find(workflow)) === undefined;
    for (const id of await approvedNotBegun(tools)) if (await isNew(id)) await desk.start(id);
    for (const id of await confirmedNotBegun(tools))
      if (await isNew(overrideWorkflowId(id))) await desk.startOverride(id);
  };

  const stranded = async (): Promise<void> => {
    await notBegun();
    await desk.takeUpGivenUp();
  };

  /** In this order: the dead one can write nothing any more; its jobs are fenced off; it is told; it is taken up. */
  const takeUp = async (executor: string): Promise<void> => {
    await endSessions(executor);
    const underWay = await engine.underWay();
    const workflows = underWay.get(executor) ?? [];
    if (workflows.length === 0) return;
    const subjects = new Set(workflows.map(subjectOf));
    const others = [...underWay.values()].flat().map(subjectOf);
    await raiseLocks(desk, new Set(others.filter((subject) => !subjects.has(subject))));
    await announceRecovery(tools, {
      subjects: [...subjects],
      occasion: executor,
      kind: 'takeover',
    });
    await engine.recover([executor]);
  };

  return {
    /** Takes up what nobody works on: never begun, or given up by the engine. */
    stranded,
    leftBy: (executors: readonly string[]): Promise<void> =>
      tools.turns.inTurn(turn, async () => {
        for (const executor of executors) await takeUp(executor);
        await stranded();
      }),
  };
}

/**
 * From now on everything is ordered under a higher epoch, whoever's lock it is. Those that `others` alone work on are let
 * be: the dead one has ordered nothing for them.
 */
async function raiseLocks({ tools, clusters }: Desk, others: ReadonlySet<string>): Promise<void> {
  for (const { name } of clusters) {
    const holder = await tools.lock.holder(name);
    if (holder && !others.has(holder.name)) await tools.lock.raise(name, holder.hold);
  }
}
