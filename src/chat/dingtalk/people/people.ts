import type { Person } from '../../../model/config.ts';
import type { Group } from '../../../model/who.ts';
import { kept } from '../../../text/say.ts';
import { idsOf, type Named } from './ids.ts';

/** Who DingTalk says did something. */
export interface Sender {
  /** Absent for people from outside of the company. */
  readonly staffId?: string;
  /** As the person is called there. */
  readonly nick: string;
  readonly ofThisCompany: boolean;
}

export type Known = { readonly person: string } | { readonly refused: string };

export interface DingTalkPeople {
  /** The name under which a DingTalk user is known, or why they are refused, in one English sentence. */
  personOf(sender: Sender): Known;
  /** The users who bear a name of the config (a person's or a group's), with these names. */
  usersOf(name: string): readonly Named[];
}

const outside = kept`I only listen to members of the company that I belong to.`;

/** The people of the config, by their ids in the company's directory. */
export function createDingTalkPeople(people: readonly Person[], groups: readonly Group[]): DingTalkPeople {
  const named = new Map(
    people.flatMap(({ name, dingtalk = [] }) => dingtalk.map((id) => [id, name] as const)),
  );
  return {
    personOf({ staffId, nick, ofThisCompany }) {
      if (staffId === undefined || staffId === '' || !ofThisCompany) return { refused: outside };
      const person = named.get(staffId);
      return person === undefined ? { refused: notKnown(staffId, nick) } : { person };
    },
    usersOf: (name) => idsOf(name, people, groups),
  };
}

/** @param nick for the line that the config needs; it may be anything */
function notKnown(staffId: string, nick: string): string {
  const name = nick.replace(/[^\p{L}\p{N}._-]/gu, '') || 'NAME';
  return kept`I don't know you yet: add \`${name}: { dingtalk: "${staffId}" }\` under \`people:\` in rollout.yml and start me again.`;
}
