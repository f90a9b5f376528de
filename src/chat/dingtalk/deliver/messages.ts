import type { Post, Thread } from '../../../report/board.ts';
import { inARow, say } from '../../../text/say.ts';
import type { Platform, Rendered, Target } from '../../deliver/platform.ts';
import { channelOfPerson } from '../client/places.ts';
import { mostReceivers } from '../client/robot.ts';
import { literal } from '../render/literal.ts';
import { renderMessage } from '../render/message.ts';
import { called, callSuffix } from './arrange.ts';
import { common, type DingTalkDelivery, elsewhere } from './common.ts';

/**
 * DingTalk without a card template: nothing that was sent can be changed, or be looked up. A message whose answer was
 * lost is sent once more, and says that it may stand there twice: a click on either counts once.
 */
export function messagesPlatform(options: DingTalkDelivery): Platform {
  const unsure = new Set<string>();
  return {
    ...common(options),
    edits: false,
    arrange: called,
    render: (thread, post, inDirect) =>
      post.key.endsWith(callSuffix)
        ? call(options, post)
        : message(options, { thread, post, inDirect, unsure }),
    async find({ mark }) {
      unsure.add(mark);
      return undefined;
    },
  };
}

interface Told {
  readonly thread: Thread;
  readonly post: Post;
  readonly inDirect: boolean;
  readonly unsure: ReadonlySet<string>;
}

const again = () => say`DingTalk did not confirm this message the first time: it may stand here twice.`;

function message({ client }: DingTalkDelivery, { thread, post, inDirect, unsure }: Told): Rendered {
  const why = inDirect && post.key === 'root' ? elsewhere(thread) : undefined;
  return once(post.stage ?? 'once', async ({ channel, mark }) => {
    const foot = [why, unsure.has(mark) ? again() : undefined].filter((each) => each !== undefined);
    const extras = foot.length === 0 ? {} : { foot: foot.join('\n\n') };
    return client.robot.send(channel, renderMessage(post.card, extras));
  });
}

/** In the group where a webhook of it is alive, which alone can mention; else to each of them directly. */
function call({ client, people }: DingTalkDelivery, { mention = [], card }: Post): Rendered {
  return once('once', async ({ channel }) => {
    const users = mention.flatMap(people.usersOf).slice(0, mostReceivers);
    const ids = [...new Set(users.map(({ staffId }) => staffId))];
    if (ids.length === 0 || (ids.length === 1 && channel === channelOfPerson(ids[0] ?? ''))) return 'nobody';
    const { title, text } = renderMessage({ title: card.title, tone: card.tone });
    if (await client.sessions.say(channel, { title, text }, ids)) return 'mentioned';
    const names = literal(inARow(users.map(({ name }) => name)));
    return client.robot.sendTo(ids, {
      title,
      text: `${text}\n\n${say`${names}: it stands in the group.`}`,
      buttons: [],
    });
  });
}

function once(hash: string, send: (to: Target) => Promise<string>): Rendered {
  return {
    hash,
    post: async (to) => ({ channel: to.channel, ts: await send(to) }),
    update: () => Promise.reject(new Error('a message of a DingTalk robot can not be changed')), // not shown
  };
}
