import type { Platform, Sought, Target } from '../../deliver/platform.ts';
import type { Found, SlackClient } from '../client/client.ts';
import { type Mentions, personAt, renderPost } from './content.ts';
import { troubleOf } from './refusal.ts';

export interface SlackDelivery {
  readonly client: Pick<SlackClient, 'postMessage' | 'update' | 'find' | 'upload' | 'openDirect'>;
  readonly people: Mentions;
}

/** Slack as delivery needs it: threads, edits, and a history that gives back the marks of the app's own messages. */
export function slackPlatform({ client, people }: SlackDelivery): Platform {
  return {
    chat: 'slack',
    name: 'Slack',
    edits: true,
    render(thread, post, inDirect) {
      const { hash, content } = renderPost(people, thread, post, inDirect);
      return {
        hash,
        post: (to) => client.postMessage({ ...to, ...content }),
        update: (at) => client.update({ ...at, ...content }),
      };
    },
    upload: (file, to, text) => client.upload(file, { ...placeOf(to), text }),
    async find(sought) {
      const found = await client.find(searchOf(sought), isIt(sought));
      return found?.ts;
    },
    openDirect: client.openDirect,
    personAt,
    userOf: (name) => /^<@([UW][A-Z0-9]+)>$/.exec(people.mentionOf(name) ?? '')?.[1],
    troubleOf,
  };
}

const placeOf = ({ channel, threadTs }: Target) => ({ channel, ...(threadTs !== undefined && { threadTs }) });

const searchOf = ({ since, until, ...target }: Sought) => ({
  ...placeOf(target),
  ...(since && { since }),
  ...(until && { until }),
});

const isIt =
  ({ file, mark }: Sought) =>
  (found: Found): boolean =>
    file === undefined ? found.mark === mark : found.files.includes(file);
