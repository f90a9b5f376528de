import type { Workflow } from '../engine/engine.ts';
import { comeBack } from './override/come-back.ts';
import { takeOut } from './override/take-out.ts';
import { waitOut } from './override/wait.ts';
import type { Tools } from './tools.ts';

interface OverrideInput {
  readonly override: string;
}

/** The workflow's id for an override: one each, however often it is begun. */
export const overrideWorkflowId = (override: string): string => `override/${override}`;

/** What processes work on, by the id of the rollout or override instead of its workflow's. */
export const bySubject = (workflows: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...workflows].map(([id, worker]) => [id.replace(/^override\//, ''), worker]));

/**
 * A host that a person took out, from the click until it is back. It needs no lock: who has a member in custody decides.
 * All that it waits for is in the store, so that killing it at any moment loses nothing.
 */
export const overrideWorkflow = (tools: Tools): Workflow<OverrideInput, 'ended'> => ({
  name: 'override',
  async run(flow, { override }) {
    if ((await flow.step('take out', () => takeOut(tools, override))) === 'dropped') return 'ended'; // not shown
    for (let round = 1, seq = 0; ; round += 1) {
      const cause = await flow.step(`wait ${round}`, () => waitOut(tools, override, seq)); // not shown
      const end = await flow
        .step(`return ${round}`, () => comeBack(tools, override, { ...cause, round })) // not shown
        // The database was away for longer than a step waits for it: the next round takes it up.
        .catch(() => ({ is: 'stays' as const, seq: cause.seq }));
      if (end.is === 'ended') return 'ended';
      seq = end.seq;
    }
  },
});
