import type { Thread } from '../../../report/board.ts';
import { say } from '../../../text/say.ts';
import type { Platform } from '../../deliver/platform.ts';
import type { DingTalkClient } from '../client/client.ts';
import { channelOfPerson, conversationOf } from '../client/places.ts';
import type { DingTalkPeople } from '../people/people.ts';
import { troubleOf } from './refusal.ts';

export interface DingTalkDelivery {
  readonly client: DingTalkClient;
  readonly people: Pick<DingTalkPeople, 'usersOf'>;
}

/** What both ways of telling share. */
export const common = ({
  people,
}: DingTalkDelivery): Pick<
  Platform,
  'chat' | 'name' | 'upload' | 'openDirect' | 'personAt' | 'userOf' | 'troubleOf'
> => ({
  chat: 'dingtalk',
  name: 'DingTalk',
  // Robots can't send text as files: what was printed stands with the question, and is read with `logs`.
  upload: () => Promise.reject(new Error('DingTalk takes no text files from robots')), // not shown
  openDirect: async (staffId) => channelOfPerson(staffId),
  personAt({ place }) {
    const to = conversationOf(place.channel);
    return 'person' in to ? to.person : undefined;
  },
  userOf: (name) => people.usersOf(name)[0]?.staffId,
  troubleOf,
});

export const elsewhere = ({ subject }: Thread): string =>
  say`I can't write in the group of ${subject}, so I tell you here: add me to it for the next time.`;
