import { setTimeout as sleep } from 'node:timers/promises';
import { asFailure } from '../../../model/failure.ts';
import { channelOfPerson } from '../client/places.ts';
import { DingTalkFailure } from '../client/trouble.ts';
import type { Message } from '../render/message.ts';
import type { Service } from './service.ts';

/** Where an answer goes: to a person, in a conversation or (as DingTalk shows nothing to one person of a group) directly. */
export interface ReplyTo {
  readonly channel: string;
  readonly staffId?: string;
  /** Into the person's own conversation, wherever it was asked. */
  readonly aside: boolean;
}

type Speaking = Pick<Service, 'client' | 'log' | 'turn'>;

/** Never throws: what can't be said is logged. */
export async function reply(service: Speaking, to: ReplyTo, message: Message): Promise<void> {
  try {
    await service.turn();
    await patiently(() => send(service, to, message));
  } catch (error) {
    service.log.warn(`DingTalk: an answer was not delivered: ${asFailure(error, 'DingTalk').message}`);
  }
}

/** Buttons go by the robot's API alone; all else by the webhook, which needs no permission and can mention. */
async function send(
  { client }: Speaking,
  { channel, staffId, aside }: ReplyTo,
  message: Message,
): Promise<void> {
  const direct = staffId === undefined ? undefined : channelOfPerson(staffId);
  if (aside && direct !== undefined && direct !== channel) {
    await client.robot.send(direct, message);
    return;
  }
  const inGroup = staffId !== undefined && direct !== channel;
  const mention = inGroup ? [staffId] : [];
  if (message.buttons.length === 0 && (await client.sessions.say(channel, message, mention))) return;
  await client.robot.send(channel, message);
}

const mostTries = 4;
const mostWaitMs = 30_000;

/** What DingTalk certainly did not do, as it wanted a pause or was not to be reached, is asked again a few times. */
async function patiently(ask: () => Promise<void>, tries = 1): Promise<void> {
  try {
    await ask();
  } catch (error) {
    const waitMs = tries < mostTries ? waitAfter(error, tries) : undefined;
    if (waitMs === undefined) throw error;
    await sleep(waitMs, undefined, { ref: false });
    await patiently(ask, tries + 1);
  }
}

function waitAfter(error: unknown, tries: number): number | undefined {
  if (!(error instanceof DingTalkFailure)) return undefined;
  const { trouble } = error;
  if (trouble.kind === 'ratelimited') return Math.min(trouble.retryAfterMs, mostWaitMs);
  return trouble.kind === 'away' && trouble.done === 'no' ? 1_000 * 2 ** (tries - 1) : undefined;
}
