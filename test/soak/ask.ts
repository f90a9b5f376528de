import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connectLocal, type Link } from '../../src/chat/local/link.ts';
import type { Answer } from '../../src/intake/intake.ts';
import type { Card } from '../../src/model/card.ts';
import { asFailure } from '../../src/model/failure.ts';
import type { Bot } from '../scenarios/bot.ts';
import type { Dice } from './dice.ts';

/** Commands of people who don't care which of the bots answers, and say it again where one is killed over it. */
export interface Asking {
  /**
   * The answer of whichever bot gives one. What is said again is the same request: it must not count twice.
   * @throws where the answer is a no, or `signal` aborts
   */
  ask(person: string, text: string, dice: Dice): Promise<Answer>;
  /** How often something was said again. */
  again(): number;
  /** How long the answers took of who was asked once, in milliseconds. */
  readonly waits: readonly number[];
}

export function createAsking(bots: readonly Bot[], signal: AbortSignal): Asking {
  const waits: number[] = [];
  let again = 0;
  const answered = async (person: string, text: string, dice: Dice): Promise<Answer> => {
    const id = randomUUID();
    for (let tries = 1; ; tries += 1) {
      const began = performance.now();
      const answer = await askOnce(dice.of(bots), person, { id, text }, signal);
      if (answer && tries === 1) waits.push(performance.now() - began);
      if (answer) return answer;
      again += 1;
      await pause(50, undefined, { signal });
    }
  };
  return {
    async ask(person, text, dice) {
      const answer = await answered(person, text, dice);
      if (answer.code !== 'ok') throw new Error(`"${text}" was answered: ${cardText(answer.card)}`);
      return answer;
    },
    again: () => again,
    waits,
  };
}

/** Undefined where nobody is there, or is killed before it answers. */
async function askOnce(
  bot: Bot,
  login: string,
  { id, text }: { readonly id: string; readonly text: string },
  signal: AbortSignal,
): Promise<Answer | undefined> {
  let link: Link | undefined;
  const leave = () => link?.close();
  signal.addEventListener('abort', leave);
  try {
    signal.throwIfAborted();
    link = await connectLocal(join(bot.dataDir, 'rollout.sock'), { login });
    return await link.command(id, text);
  } catch (error) {
    const { kind } = asFailure(error, bot.dataDir);
    if (!signal.aborted && (kind === 'unreachable' || kind === 'missing')) return undefined;
    throw error;
  } finally {
    signal.removeEventListener('abort', leave);
    link?.close();
  }
}

/** All that a card says. */
export const cardText = ({ title, lines = [] }: Card): string =>
  [title, ...lines.map(({ text }) => text)].join('; ');
