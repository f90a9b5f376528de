import type { Engine, Over, Workflow } from '../engine/engine.ts';
import { isActive } from '../model/override.ts';
import { isFinal, type Rollout } from '../model/rollout.ts';
import type { HostProgress } from '../store/rollout-rows.ts';
import { kept } from '../text/say.ts';
import { endWorkflow, endWorkflowOfHost } from './end-given-up.ts';
import { givenUpWorkflowId, overrideWorkflowId } from './ids.ts';
import type { RolloutWorkflow } from './rollout.ts';
import type { Tools } from './tools.ts';

/** Who stops it then. */
const itself = kept`Rollout itself`;

export interface GivenUpOptions {
  readonly engine: Pick<Engine, 'register' | 'start' | 'find' | 'over'>;
  readonly tools: Tools;
  readonly rollout: RolloutWorkflow;
  /** Begins an override's workflow, in place of so many that are over. */
  startOverride(id: string, again: number): Promise<void>;
}

/**
 * Looks for what goes on by the record while its workflow is over in the engine: an error of our own, or of the database
 * that nobody knows, or somebody who cancelled it there. Nobody would ever end it, free its lock, or hear an `enable`.
 * Such rollouts end as if aborted, with the rollback that was wanted; such overrides are worked on.
 *
 * A step that is under way goes on although its workflow is over, so each process looks after what it ran itself, and after
 * what ended ones did. To be made before the engine is launched; it may be called as often as one likes.
 */
export function createGivenUp(options: GivenUpOptions): () => Promise<void> {
  const { engine, tools } = options;
  const { rollouts, overrides } = tools.store;
  const ofHost = endWorkflowOfHost(tools);
  const ofRollout = endWorkflow(tools, options.rollout);
  engine.register(ofHost);
  engine.register(ofRollout);

  /** Under the first id of which no earlier one is over; one that is at work is found. */
  async function begin<I>(workflow: Workflow<I, unknown>, id: string, input: I): Promise<void> {
    for (let n = 1; ; n += 1)
      if ((await engine.over(`${id}/${n}`)) === undefined)
        return void (await engine.start(workflow, `${id}/${n}`, input));
  }

  /** Begins to end the host where this process may; true once it needs nobody any more, or where it was never begun. */
  async function seeThrough({ id, cluster }: Rollout, { host, attempt, outcome }: HostProgress) {
    if (!isOn.includes(outcome)) return true;
    const work = `${id}/${host}`;
    if ((await engine.find(work)) === undefined) return true;
    const over = await engine.over(work);
    // Its last step may have recorded its end since it was read.
    const now = over?.still ? await rollouts.host(id, host) : undefined;
    if (now && isOn.includes(now.outcome))
      await begin(ofHost, `${givenUpWorkflowId(id)}/${host}`, { rollout: id, cluster, host, attempt });
    return false;
  }

  async function endRollout(rollout: Rollout, { how, still }: Over): Promise<void> {
    await stop(tools, rollout, how);
    let through = true;
    for (const host of await rollouts.hosts(rollout.id))
      if (!(await seeThrough(rollout, host))) through = false;
    if (through && still) await begin(ofRollout, givenUpWorkflowId(rollout.id), { rollout: rollout.id });
  }

  async function lookAt({ id }: Rollout): Promise<void> {
    const over = await engine.over(id);
    // Read only now: where all is well, the record's end comes before the engine's.
    const now = over && (await rollouts.get(id));
    if (now && !isFinal(now.state)) await endRollout(now, over);
  }

  /** Everything that an override does it does by the record, so another execution goes on where this one stood. */
  async function lookAtOverride(id: string): Promise<void> {
    for (let again = 0; ; again += 1) {
      const over = await engine.over(overrideWorkflowId(id, again));
      if (!over?.still) return;
      if ((await engine.find(overrideWorkflowId(id, again + 1))) !== undefined) continue;
      const now = await overrides.get(id);
      return now && isActive(now.state) ? options.startOverride(id, again + 1) : undefined;
    }
  }

  return async () => {
    for (const rollout of await rollouts.unfinished()) await lookAt(rollout);
    for (const { id } of await overrides.unfinished()) await lookAtOverride(id);
  };
}

const isOn: readonly HostProgress['outcome'][] = ['pending', 'active', 'asking'];

/** Nothing more is begun, and what still runs stops; once, with why. */
async function stop({ store }: Tools, { id, cluster }: Rollout, how: string): Promise<void> {
  const text = kept`stopped by an error of the bot's own: ${how}; \`drained\` shows what is held`;
  const key = `${id}/given-up`;
  await store.journal.record({ rollout: id, cluster, key, body: { type: 'note', text } });
  await store.steers.add({ cluster, rollout: id, verb: 'abort', person: itself, request: key });
}
