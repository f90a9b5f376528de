import type { Asking } from './ask.ts';
import { createDice, type Dice } from './dice.ts';
import { type Ended, follow } from './follow.ts';
import { hostsOf } from './pools.ts';
import type { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

/** Rolls releases over clusters, as people do: some deploys fail, and somebody answers what the bot asks then. */
export interface Roller {
  /** So many rollouts, one after the other. */
  roll(cluster: string, count: number): Promise<void>;
  /** How each rollout ended, also those that took one back. */
  readonly ended: readonly Ended[];
  /** `ROLLOUT HOST` for each deploy that somebody had tried again. */
  readonly retried: readonly string[];
  readonly answers: Readonly<Record<Way, number>>;
  /** Hosts that stay out at the end of a cluster's last rollout, by its report. */
  readonly leftOut: readonly string[];
}

const ways = ['retry', 'skip', 'abort', 'rollback'] as const;
export type Way = (typeof ways)[number];

/** In so many rollouts one host's deploy fails. */
const failing = 0.1;

export function createRoller(stage: Stage, asking: Asking, seed: number, signal: AbortSignal): Roller {
  const ended: Ended[] = [];
  const retried: string[] = [];
  const leftOut: string[] = [];
  const answers = { retry: 0, skip: 0, abort: 0, rollback: 0 };

  return { roll, ended, retried, answers, leftOut };

  async function roll(cluster: string, count: number): Promise<void> {
    const at = { cluster, dice: createDice(seed, cluster) };
    let [isWhole, hasRelease] = [true, false];
    let named: readonly string[] = [];
    for (let n = 1; n <= count && !signal.aborted; n += 1) {
      const spoilt = isWhole && at.dice.happens(failing) ? drawnHost(at) : undefined;
      const end = await rollOne(at, `v${n}`, spoilt, hasRelease);
      hasRelease ||= end.state === 'succeeded' && end.leftOut.length === 0;
      isWhole = await isWholeAfter(at, end);
      named = isWhole ? [] : end.leftOut;
    }
    leftOut.push(...named);
  }

  /** One rollout, and what takes it back; gives the end of the last one, with all that were named as left out. */
  async function rollOne(
    at: At,
    release: string,
    spoilt: string | undefined,
    mayGoBack: boolean,
  ): Promise<Ended> {
    if (spoilt !== undefined) stage.spoil(spoilt);
    const { rollout: id = '' } = await asking.ask('alice', `deploy ${at.cluster} ${release}`, at.dice);
    await asking.ask('bob', `approve ${id}`, at.dice);
    const answer = spoilt === undefined ? undefined : () => answerFor(at, id, spoilt, mayGoBack);
    const end = await follow(stage.steady, id, answer, signal);
    ended.push(end);
    if (spoilt !== undefined) stage.mend(spoilt);
    if (end.next === undefined) return end;
    const back = await follow(stage.steady, end.next, undefined, signal);
    ended.push(back);
    return { ...back, leftOut: [...end.leftOut, ...back.leftOut] };
  }

  async function answerFor(at: At, id: string, spoilt: string, mayGoBack: boolean): Promise<void> {
    const way = at.dice.of(mayGoBack ? ways : ways.filter((each) => each !== 'rollback'));
    answers[way] += 1;
    if (way === 'retry') retried.push(`${id} ${spoilt}`);
    if (way === 'retry' || way === 'rollback') stage.mend(spoilt);
    const words = way === 'retry' || way === 'skip' ? [way, id, spoilt] : [way, id];
    await asking.ask(at.dice.of(['alice', 'bob']), words.join(' '), at.dice);
  }

  /**
   * Whoever is not as at first must be named as left out. Half of them are given back by a person; the others are there for
   * the next rollout. Gives whether all are back.
   */
  async function isWholeAfter(at: At, { id, leftOut: named }: Ended): Promise<boolean> {
    await unlocked(at);
    const changed = stage.pools.changed(at.cluster);
    const unnamed = changed.filter(({ member }) => !named.includes(member)).map(({ text }) => text);
    if (unnamed.length > 0)
      throw new Error(`after ${id}, which does not name it as left out: ${unnamed.join(', ')}`);
    const [out] = changed;
    if (!out) return true;
    if (at.dice.happens(0.5)) return false;
    await asking.ask('bob', `enable ${at.cluster} ${out.member}`, at.dice);
    await waitFor(
      () => `${out.member} is back after \`enable\``,
      () => stage.pools.changed(at.cluster).length === 0,
      signal,
    );
    await unlocked(at);
    return true;
  }

  async function unlocked({ cluster, dice }: At): Promise<void> {
    const isFree = async () => {
      const { card } = await asking.ask('alice', 'locks', dice);
      return !card.table?.rows.some(([name]) => name === cluster);
    };
    await waitFor(() => `${cluster} is unlocked`, isFree, signal);
  }

  function drawnHost({ cluster, dice }: At): string {
    return dice.of(hostsOf(cluster, stage.hosts));
  }
}

interface At {
  readonly cluster: string;
  readonly dice: Dice;
}
