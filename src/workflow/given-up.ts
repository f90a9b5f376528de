import type { Engine, Workflow } from '../engine/engine.ts';
import { asFailure } from '../model/failure.ts';
import { isActive } from '../model/override.ts';
import { isFinal } from '../model/rollout.ts';
import { kept } from '../text/say.ts';
import { givenUpWorkflowId, overrideWorkflowId } from './ids.ts';
import { hostMishap, rolloutMishap } from './mishap.ts';
import type { Tools } from './tools.ts';

interface GivenUpInput {
  readonly rollout: string;
  /** What the engine says of it. */
  readonly reason: string;
}

/** Ends a rollout that nobody else would end, as after an error of its own. */
const givenUpWorkflow = (tools: Tools): Workflow<GivenUpInput, 'ended'> => ({
  name: 'given-up',
  async run(flow, { rollout, reason }) {
    await flow.step('end', () => rolloutMishap(tools, rollout, new Error(reason))); // not shown
    return 'ended';
  },
});

/**
 * Looks for what goes on by the record while its workflow is over in the engine: an error that the engine could not get
 * over, or somebody who cancelled it there. Nobody would ever end it, free its lock, or hear an `enable`. Such rollouts end,
 * with what they hold named as left out; such overrides are worked on.
 *
 * To be made before the engine is launched. Several processes may look at once, as often as they like.
 */
export function createGivenUp(
  engine: Pick<Engine, 'register' | 'start' | 'find' | 'isOver'>,
  tools: Tools,
  startOverride: (id: string, again: number) => Promise<void>,
): () => Promise<void> {
  const { rollouts, overrides } = tools.store;
  const workflow = givenUpWorkflow(tools);
  engine.register(workflow);

  const reasonOf = async (id: string): Promise<string> => {
    const found = await engine.find(id);
    const said = found?.result().then(() => kept`its work ended before it did`);
    return (await said?.catch((error: unknown) => asFailure(error, id).message)) ?? '';
  };

  /** Asked before the record is read again: where all is well, the record's end comes first. */
  const isGivenUp = async (id: string, stillOn: () => Promise<boolean>): Promise<boolean> =>
    (await engine.isOver(id)) && (await stillOn());

  const isHostOn = async (rollout: string, host: string): Promise<boolean> =>
    ['active', 'asking'].includes((await rollouts.host(rollout, host)).outcome);

  async function endRollout({ id, cluster }: { readonly id: string; readonly cluster: string }) {
    for (const { host } of await rollouts.hosts(id)) {
      const work = `${id}/${host}`;
      if (!(await isGivenUp(work, () => isHostOn(id, host)))) continue;
      const at = { rollout: id, cluster, host, attempt: 0, epoch: 0 };
      await hostMishap(tools, at, new Error(await reasonOf(work)));
    }
    await engine.start(workflow, givenUpWorkflowId(id), { rollout: id, reason: await reasonOf(id) });
  }

  const isRolloutOn = async (id: string): Promise<boolean> => {
    const now = await rollouts.get(id);
    return now !== undefined && !isFinal(now.state);
  };

  const isOverrideOn = async (id: string): Promise<boolean> => {
    const now = await overrides.get(id);
    return now !== undefined && isActive(now.state);
  };

  /** Everything that an override does it does by the record, so another execution goes on where this one stood. */
  async function takeUpOverride(id: string): Promise<void> {
    for (let again = 0; await isGivenUp(overrideWorkflowId(id, again), () => isOverrideOn(id)); again += 1)
      if ((await engine.find(overrideWorkflowId(id, again + 1))) === undefined)
        return startOverride(id, again + 1);
  }

  return async () => {
    for (const rollout of await rollouts.unfinished())
      if (await isGivenUp(rollout.id, () => isRolloutOn(rollout.id))) await endRollout(rollout);
    for (const { id } of await overrides.unfinished()) await takeUpOverride(id);
  };
}
