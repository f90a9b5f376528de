import type { CardLine } from '../../model/card.ts';
import {
  type HostOutcome,
  type HostStatus,
  type HostStep,
  isComingBack,
  type Rollout,
} from '../../model/rollout.ts';
import { inARow, say } from '../../text/say.ts';
import type { Post } from '../board.ts';
import { hostLine } from '../host-lines.ts';
import { plain } from '../plain.ts';
import { redrainButtons } from '../rollout-buttons.ts';
import { stepText } from '../wording.ts';
import { failedJobs } from './failures.ts';
import type { HostStory, StepStory } from './story.ts';
import { tailLines } from './tail.ts';
import type { RolloutView } from './view.ts';

/** One host's message: its steps as they pass, why it failed and what it printed then, how it ended. */
export function hostPost(view: RolloutView, status: HostStatus, story: HostStory): Post {
  const { host, outcome } = status;
  const { text, tone = 'plain' } = hostLine(status);
  const isWell = outcome === 'done' || outcome === 'active';
  return {
    key: `host/${host}`,
    rank: 'progress',
    folded: [hostLine(status)],
    card: {
      title: `${host} · ${isWell ? text : shortly()[outcome]}`,
      tone,
      lines: [
        ...attemptLines(view.rollout, outcome === 'skipped' ? withoutFailed(story) : story),
        ...(isWell ? [] : failureTail(view, host)),
        ...(isWell || outcome === 'asking' ? [] : [{ text, tone }]),
      ],
      ...(isComingBack(status) && { buttons: redrainButtons(view.rollout.id, host) }),
    },
  };
}

/** It was stopped there, and nothing went wrong. */
const withoutFailed = (story: HostStory): HostStory => ({
  ...story,
  steps: story.steps.filter(({ state, notes }) => state !== 'failed' || notes.length > 0),
});

/** What is said in full below stands in the title in short. */
const shortly = (): Readonly<Record<HostOutcome, string>> => ({
  pending: say`to come`,
  active: say`at work`,
  done: say`done`,
  asking: say`needs an answer`,
  unwell: say`not seen healthy`,
  skipped: say`skipped`,
  returned: say`back in service`,
  'left-out': say`left out of service`,
});

/** The last attempt step by step; of earlier ones only what they failed of. */
function attemptLines(rollout: Rollout, { steps }: HostStory): CardLine[] {
  const last = steps.at(-1)?.attempt ?? 1;
  return steps.flatMap((step) => {
    if (step.attempt === last) return stepLines(rollout, step);
    return step.state === 'failed' ? [earlierLine(rollout, step)] : [];
  });
}

function earlierLine(rollout: Rollout, { attempt, step, notes }: StepStory): CardLine {
  const why = notes.at(-1) ?? stepText(step, rollout.release);
  return { text: plain(say`attempt ${attempt}: ${why}`), tone: 'warning' };
}

function stepLines(rollout: Rollout, story: StepStory): CardLine[] {
  const notes = story.notes.map((text) => ({ text: plain(text) }));
  if (story.step === 'snapshot' && story.state === 'passed') return notes;
  return [stepLine(rollout, story), ...notes];
}

function stepLine(rollout: Rollout, { step, state, details, stands }: StepStory): CardLine {
  if (state === 'passed') return { text: plain(passedText(rollout, step, inARow(details))), tone: 'good' };
  const text = [stepText(step, rollout.release), inARow(details), stands].filter(Boolean).join(': ');
  return state === 'failed' ? { text: plain(text), tone: 'bad' } : { text: plain(`… ${text}`) };
}

function passedText({ kind, release }: Rollout, step: HostStep, details: string): string {
  const texts: Record<HostStep, string> = {
    snapshot: say`weight and state kept`,
    drain: details === '' ? say`drained` : say`drained from ${details}`,
    'await-connections': say`waited for its connections`,
    deploy: kind === 'restart' ? say`restarted` : say`${plain(release, 60)} deployed`,
    verify: say`verified`,
    restore: details === '' ? say`given back` : say`back in ${details}`,
    'verify-in-pool': say`seen healthy`,
  };
  return texts[step];
}

function failureTail(view: RolloutView, host: string): CardLine[] {
  const failed = failedJobs(view.entries).findLast((job) => job.host === host);
  return failed ? tailLines(view, failed.host, failed.attempt) : [];
}
