import type { Flow, Workflow } from '../engine/engine.ts';
import { comeBack } from './override/come-back.ts';
import { takeOut } from './override/take-out.ts';
import { waitOut } from './override/wait.ts';
import type { Tools } from './tools.ts';

interface OverrideInput {
  readonly override: string;
  /** The engine has given up so many executions before this one, which goes on where they stood. */
  readonly again?: number;
}

/**
 * A host that a person took out, from the click until it is back. It needs no lock: who has a member in custody decides.
 * All that it waits for is in the store, so that killing it at any moment loses nothing.
 */
export const overrideWorkflow = (tools: Tools): Workflow<OverrideInput, 'ended'> => ({
  name: 'override',
  async run(flow, { override, again = 0 }) {
    if ((await flow.step('take out', () => takeOut(tools, override))) === 'dropped') return 'ended'; // not shown
    // Rounds of their own: what an earlier execution recorded of its rounds would stand for this one's.
    for (let round = again * 1_000 + 1, seq = await heardUpTo(flow, tools, override, again); ; round += 1) {
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

/** Wishes that an earlier execution has acted upon: while the override asks, only a later one counts. */
async function heardUpTo(flow: Flow, { store }: Tools, override: string, again: number): Promise<number> {
  if (again === 0) return 0;
  return flow.step('heard', async () => {
    const entries = await store.journal.after(override, 0);
    return (
      entries.findLast(({ body }) => body.type === 'override-state' && body.state === 'asking')?.seq ?? 0
    );
  });
}
