import { setTimeout as sleep } from 'node:timers/promises';
import { openSession } from '../chat/local/session.ts';
import type { Answer } from '../intake/intake.ts';
import { asFailure, Failure } from '../model/failure.ts';
import { type Finding, findingsIn } from '../report/findings-card.ts';
import { kept, say } from '../text/say.ts';
import { told } from '../text/told.ts';

const withinMs = 20_000;

/** What the bot that runs here finds, asked over its local socket; where it does not say, how else to ask it. */
export async function askBot(socketPath: string, login: string): Promise<readonly Finding[]> {
  try {
    const { code, card } = await ask(socketPath, login);
    const found = code === 'ok' ? findingsIn(card) : undefined;
    return found ?? [elsewhere(card.title)];
  } catch (error) {
    return [elsewhere(asFailure(error, 'the bot').message)]; // not shown
  }
}

async function ask(socketPath: string, login: string): Promise<Answer> {
  const session = await openSession({ socketPath, login, patienceMs: withinMs });
  const over = new AbortController();
  const late = sleep(withinMs, undefined, { ref: false, signal: over.signal }).then(() => {
    const text = kept`it did not answer within ${withinMs / 1000} s`;
    throw new Failure('timeout', 'the bot', text); // not shown
  });
  try {
    return await Promise.race([session.ask('doctor'), late]);
  } finally {
    late.catch(() => undefined);
    over.abort();
    session.close();
  }
}

/** The bot has the database to itself: it is read by that alone. */
const elsewhere = (why: string): Finding => ({
  mark: 'ask',
  what: say`journal`,
  where: say`the bot that runs here`,
  answer: say`could not be asked (${told(why)}): ask it in its chat, with \`doctor\` or \`drained\``,
});
