import { setTimeout as pause } from 'node:timers/promises';
import { isFinal, type RolloutState } from '../../src/model/rollout.ts';
import { cardText } from './card-text.ts';
import type { Soak } from './stage.ts';

/** Rolls releases over clusters, as people do: some deploys fail, and somebody answers what the bot asks then. */
export interface Roller {
  /** So many rollouts, one after the other. */
  roll(cluster: string, count: number): Promise<void>;
  /** How each rollout ended. */
  ends(): ReadonlyMap<string, RolloutState>;
  count(): Readonly<Partial<Record<RolloutState, number>>>;
  /** How many deploys were made to fail. */
  failures(): number;
  /** How long commands took at processes that were not killed over them, in milliseconds: that share was quicker. */
  answers(share: number): number;
}

/** @param deadline by `performance.now()`: what is not begun by then is not begun at all */
export function createRoller(soak: Soak, deadline: number): Roller {
  const ends = new Map<string, RolloutState>();
  const waits: number[] = [];
  let failures = 0;

  const say = async (text: string) => {
    const bot = drawn(soak.bots);
    const since = performance.now();
    const answer = await bot.say(text);
    if (bot === soak.steady) waits.push(performance.now() - since);
    return answer;
  };
  const demand = async (text: string) => {
    const answer = await say(text);
    if (answer.code !== 'ok') throw new Error(`${text}: ${cardText(answer.card)}`);
    return answer;
  };

  async function rollOne(cluster: string, release: string): Promise<void> {
    const spoilt = Math.random() < 0.06 ? `${cluster}-${1 + Math.floor(Math.random() * 5)}` : undefined;
    if (spoilt !== undefined) soak.spoil(spoilt);
    const { rollout: id = '' } = await demand(`deploy ${cluster} ${release}`);
    await demand(`approve ${id}`);
    ends.set(id, await ended(id, spoilt));
    if (spoilt === undefined) return;
    failures += 1;
    soak.mend(spoilt);
    await broughtBack(cluster, spoilt);
  }

  /** Follows it at the process that is not killed, and answers where a host has failed. */
  async function ended(id: string, spoilt: string | undefined): Promise<RolloutState> {
    const rolling = soak.steady.follow(id);
    let answered = false;
    for (;;) {
      const last = rolling.last();
      if (last && isFinal(last.state)) return last.state;
      if (performance.now() > deadline) throw new Error(`${id} is not over: ${rolling.lines().join('\n')}`);
      if (last?.question !== undefined && spoilt !== undefined && !answered) {
        answered = true;
        await answer(id, spoilt);
      }
      await pause(50);
    }
  }

  async function answer(id: string, spoilt: string): Promise<void> {
    const way = drawn(['retry', 'skip', 'abort', 'rollback']);
    if (way === 'retry') soak.mend(spoilt);
    await demand(way === 'skip' || way === 'retry' ? `${way} ${id} ${spoilt}` : `${way} ${id}`);
  }

  /** Whom the rollout left out: somebody mends it and gives it back. */
  async function broughtBack(cluster: string, host: string): Promise<void> {
    for (;;) {
      const locked = (await say('locks')).card.table?.rows.some(([name]) => name === cluster);
      if (!locked) break;
      await pause(100);
    }
    const out = (await say('drained')).card.table?.rows.some((row) => row.includes(host));
    if (out) await demand(`enable ${cluster} ${host}`);
  }

  return {
    async roll(cluster, count) {
      for (let i = 1; i <= count && performance.now() < deadline; i += 1) await rollOne(cluster, `v${i}`);
    },
    ends: () => ends,
    count: () =>
      Object.fromEntries(
        [...new Set(ends.values())].map((end) => [
          end,
          [...ends.values()].filter((each) => each === end).length,
        ]),
      ),
    failures: () => failures,
    answers: (part) => Math.round(waits.toSorted((a, b) => a - b)[Math.floor(waits.length * part)] ?? 0),
  };
}

function drawn<T>(of: readonly T[]): T {
  const one = of[Math.floor(Math.random() * of.length)];
  if (one === undefined) throw new Error('there is nothing to draw from');
  return one;
}
