import { z } from 'zod';
import { kept } from '../../../text/say.ts';
import type { Message } from '../render/message.ts';
import { ask } from './http.ts';
import type { DingTalkTrouble } from './trouble.ts';
import { DingTalkFailure } from './trouble.ts';

/** The webhooks that come with messages: an answer goes back over them, and only they can mention people. */
export interface Sessions {
  /** A message came in, and brought its conversation's webhook. @param until in milliseconds since 1970 */
  heard(channel: string, url: string, until: number): void;
  /**
   * Says it in the conversation, where a webhook of it is alive; false where none is, or it is not taken any more.
   * Throws DingTalkFailure where it is not known whether it was said.
   */
  say(
    channel: string,
    message: Pick<Message, 'title' | 'text'>,
    mention: readonly string[],
  ): Promise<boolean>;
}

interface Session {
  readonly url: string;
  readonly until: number;
  restsUntil: number;
}

const said = z.object({ errcode: z.literal(0) });
/** One that ends in this moment may not be taken any more when it arrives. */
const spareMs = 60_000;

export function createSessions(now: () => number = Date.now): Sessions {
  const sessions = new Map<string, Session>();
  const usable = (channel: string) => {
    const found = sessions.get(channel);
    return found && found.until - spareMs > now() && found.restsUntil <= now() ? found : undefined;
  };
  const onTrouble = (channel: string, session: Session, trouble: DingTalkTrouble) => {
    if (trouble.kind === 'ratelimited') session.restsUntil = now() + trouble.retryAfterMs;
    if (trouble.kind === 'refused') sessions.delete(channel);
  };
  return {
    heard(channel, url, until) {
      const before = sessions.get(channel);
      // A limit is the robot's, not the one webhook's.
      sessions.set(channel, { url, until, restsUntil: before?.restsUntil ?? 0 });
    },
    async say(channel, message, mention) {
      const session = usable(channel);
      if (!session) return false;
      try {
        await ask(questionOf(session.url, message, mention), said);
        return true;
      } catch (error) {
        if (!(error instanceof DingTalkFailure)) throw error;
        const { trouble } = error;
        if (trouble.kind === 'away' && trouble.done === 'unknown') throw error;
        onTrouble(channel, session, trouble);
        return false;
      }
    },
  };
}

/** Whoever is named in the text as `@ID` and in `at` is told (custom robots' message types). */
const questionOf = (
  url: string,
  { title, text }: Pick<Message, 'title' | 'text'>,
  mention: readonly string[],
) => ({
  method: 'POST' as const,
  url,
  name: kept`the session webhook`,
  body: {
    msgtype: 'markdown',
    markdown: {
      title,
      text: mention.length === 0 ? text : `${mention.map((id) => `@${id}`).join(' ')} ${text}`,
    },
    at: { atUserIds: mention, isAtAll: false },
  },
});
