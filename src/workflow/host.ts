import type { Flow, Workflow } from '../engine/engine.ts';
import { type HostStep, hostSteps } from '../model/rollout.ts';
import type { At } from './at.ts';
import { attempt } from './attempt.ts';
import { type HostEnd, outcomeOf } from './outcome.ts';
import { type Halt, settle } from './settle.ts';
import { gate } from './steering.ts';
import type { Tools } from './tools.ts';

type HostInput = Omit<At, 'attempt'>;

/** One host of a rollout, through all its steps; asks where a step fails, until it is done or left as decided. */
export const hostWorkflow = (tools: Tools): Workflow<HostInput, HostEnd> => ({
  name: 'host',
  async run(flow, input) {
    if ((await flow.step('turn', () => gate(tools, input))) === 'stop')
      return conclude(flow, tools, { ...input, attempt: 1 });
    let from: HostStep = 'snapshot';
    for (let attempt = 1; ; attempt += 1) {
      const at = { ...input, attempt };
      const halt = await sequence(flow, tools, at, from);
      if (!halt || halt.end.is === 'stopped') return conclude(flow, tools, at);
      if (halt.end.is === 'yielded' || halt.end.is === 'settled')
        return conclude(flow, tools, at, halt.end.reason);
      const answer = await flow.step(`ask ${attempt}`, () => settle(tools, at, halt)); // not shown
      if (answer === 'stop') return conclude(flow, tools, at, halt.end.reason);
      from = startOfRetry(halt, answer);
    }
  },
});

async function sequence(flow: Flow, tools: Tools, at: At, from: HostStep): Promise<Halt | undefined> {
  for (const step of hostSteps.slice(hostSteps.indexOf(from))) {
    const end = await flow.step(`${step} ${at.attempt}`, () => attempt(tools, at, step));
    if (end.is !== 'ok') return { step, end };
  }
  return undefined;
}

/** A retry runs the host's steps again from the start, where what was done already costs nothing; a restore only itself. */
function startOfRetry({ step: halted, end }: Halt, answer: 'retry' | 'promote'): HostStep {
  if (answer === 'promote') return hostSteps[hostSteps.indexOf(halted) + 1] ?? halted;
  if (end.is === 'failed' && end.retryFrom) return end.retryFrom;
  return halted === 'restore' ? 'restore' : 'snapshot';
}

/** Gives back what may go back, and records how the host ended. */
async function conclude(flow: Flow, tools: Tools, at: At, reason?: string): Promise<HostEnd> {
  return flow.step('conclude', () => outcomeOf(tools, at, reason));
}
