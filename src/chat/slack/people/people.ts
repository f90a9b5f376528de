import type { GroupSource } from '../../../intake/directory.ts';
import type { Person } from '../../../model/config.ts';
import type { Group } from '../../../model/who.ts';
import type { SlackClient } from '../client/client.ts';
import { createHandles } from './handles.ts';
import { mentions } from './mention.ts';
import { createRemembered } from './remembered.ts';
import { notKnown, ofAnotherWorkspace, type Refused } from './strangers.ts';

/** Who Slack says did something: the user, and every workspace that the payload names for them. */
export interface Sender {
  readonly user: string;
  readonly teams: readonly string[];
}

export interface SlackPeople extends GroupSource {
  /** Of those who are known by the group alone only whom `personOf` named before: nobody else asks for anything. */
  members(group: string): Promise<readonly string[]>;
  /** The name under which a Slack user is known, or why they are refused. Throws Failure where Slack can't be asked. */
  personOf(sender: Sender): Promise<{ readonly person: string } | Refused>;
  /** The name of the config that a Slack user id has. */
  nameOf(user: string): string | undefined;
  /** Makes a person or group of the config (or `HANDLE/U123`) notice a message; undefined where Slack has nobody so. */
  mentionOf(name: string): string | undefined;
}

export interface PeopleOptions {
  readonly client: Pick<SlackClient, 'userInfo' | 'groupUsers'>;
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  /** The bot's own workspace. */
  team(): Promise<string>;
  readonly now?: () => number;
}

const minute = 60_000;
/** Long enough for a short trouble of Slack, short enough that somebody who left a group loses its rights soon. */
const groupTimes = { freshMs: minute, staleMs: 15 * minute, patienceMs: 1500 };

/** The people of the config, and the members of its Slack user groups, as Slack has them now. */
export function createSlackPeople({
  client,
  people,
  groups,
  team,
  now = Date.now,
}: PeopleOptions): SlackPeople {
  const usersOf = createRemembered((group) => client.groupUsers(group), { ...groupTimes, now });
  const handles = createHandles(client, now);
  const named = new Map(people.flatMap(({ name, slack }) => slack.map((id) => [id, name] as const)));
  /** One group that can't be asked is no matter where another one holds the user. */
  const inSomeGroup = async (user: string) => {
    const asked = groups.flatMap(({ slack }) => (slack === undefined ? [] : usersOf(slack)));
    const lists = await Promise.allSettled(asked);
    if (lists.some((list) => list.status === 'fulfilled' && list.value.includes(user))) return true;
    for (const list of lists) if (list.status === 'rejected') throw list.reason;
    return false;
  };
  return {
    nameOf: (user) => named.get(user),
    mentionOf: mentions(people, groups),
    async members(group) {
      // Whoever asks for something was heard of before: the names of a group's hundreds of others are not needed.
      return (await usersOf(group)).flatMap((user) => named.get(user) ?? handles.heard(user) ?? []);
    },
    async personOf({ user, teams }) {
      const own = await team();
      if (teams.length === 0 || teams.some((each) => each !== own)) return ofAnotherWorkspace;
      const person = named.get(user);
      if (person !== undefined) return { person };
      const member = (await inSomeGroup(user)) ? await handles.known(user) : undefined;
      return member === undefined ? notKnown(user, await handles.shown(user)) : { person: member };
    },
  };
}
