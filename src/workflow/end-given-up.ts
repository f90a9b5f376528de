import type { Workflow } from '../engine/engine.ts';
import { kept } from '../text/say.ts';
import type { At } from './at.ts';
import { dropUnbegun } from './begin.ts';
import { outcomeOf } from './outcome.ts';
import { ownLock } from './own-lock.ts';
import { endingOf, type RolloutWorkflow } from './rollout.ts';
import type { Tools } from './tools.ts';

type HostInput = Pick<At, 'rollout' | 'cluster' | 'host' | 'attempt'>;

/** Ends a host as its own workflow would have: its job is ended, what may go back goes back, and the rest is named. */
export const endWorkflowOfHost = (tools: Tools): Workflow<HostInput, 'ended'> => ({
  name: 'given-up-host',
  async run(flow, input) {
    await flow.step('conclude', async () => {
      // What is out is given back while the locks can't be read, by what the database has of them.
      const { lockRecord } = tools;
      const rollout = { id: input.rollout, cluster: input.cluster };
      const own = await ownLock(tools, rollout).catch(() =>
        ownLock({ lock: lockRecord, lockRecord }, rollout),
      );
      // Without the lock nothing is given back.
      const at: At = { ...input, epoch: own?.hold ?? 0 };
      return outcomeOf(tools, at, kept`stopped by an error of the bot's own`);
    });
    return 'ended';
  },
});

/** Ends a rollout whose hosts have ended as its own workflow would have; `again` begins the one that takes it back. */
export const endWorkflow = (
  tools: Tools,
  again: RolloutWorkflow,
): Workflow<{ readonly rollout: string }, 'ended'> => ({
  name: 'given-up',
  async run(flow, { rollout }) {
    if (await flow.step('drop', () => dropUnbegun(tools, rollout))) return 'ended'; // not shown
    const next = await endingOf(flow, tools, rollout);
    if (next !== undefined) await flow.start(again, next, { rollout: next });
    return 'ended';
  },
});
