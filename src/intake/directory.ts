import type { Person } from '../model/config.ts';
import { Failure } from '../model/failure.ts';
import type { Group } from '../model/who.ts';
import { kept } from '../text/say.ts';

/** Who belongs to which group right now. */
export interface Directory {
  /** The config's groups that this person belongs to, by name. A group that can't be asked is one that nobody is in. */
  groupsOf(person: string): Promise<readonly string[]>;
  /** Groups of which the chat could not say who is in them when it was asked last. */
  unsure(): readonly string[];
  /** A group of the config is called so, and no person is: nobody may act under this name. */
  isGroupOnly(name: string): boolean;
}

/** A chat's own user groups: the config names of the people in one, as the chat has them now (or had them lately). */
export interface GroupSource {
  /** Throws Failure where the chat can't be asked and nothing is remembered. */
  members(group: string): Promise<readonly string[]>;
}

/** Where groups are looked up; a chat is there once it has been started. */
export interface GroupSources {
  readonly slack?: GroupSource | undefined;
}

/** The people and groups of the config, and who the chats' user groups hold. */
export function createDirectory(
  people: readonly Person[],
  groups: readonly Group[],
  sources: GroupSources,
): Directory {
  const unsure = new Set<string>();
  const holds = async (group: Group, person: string): Promise<boolean> => {
    if (group.people.includes(person)) return true;
    try {
      const members = group.slack === undefined ? [] : await membersOf(group.slack, sources);
      unsure.delete(group.name);
      return members.includes(person);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      unsure.add(group.name);
      return false;
    }
  };
  return {
    async groupsOf(person) {
      const held = await Promise.all(groups.map((group) => holds(group, person)));
      return groups.filter((_, at) => held[at]).map(({ name }) => name);
    },
    unsure: () => [...unsure],
    isGroupOnly: (name) =>
      groups.some((group) => group.name === name) && !people.some((person) => person.name === name),
  };
}

function membersOf(group: string, { slack }: GroupSources): Promise<readonly string[]> {
  if (!slack) throw new Failure('unreachable', group, kept`Slack is not connected`);
  return slack.members(group);
}
