import { kept } from '../../text/say.ts';
import type { Finding } from '../finding.ts';
import { suggestion } from '../nearest.ts';
import type { Facts } from './facts.ts';
import type { Said } from './said.ts';

/** Logins and chats' ids that two people share, and groups that are called like a person or hold nobody known. */
export function peopleFindings(facts: Facts): Finding[] {
  return [
    ...shared(
      facts,
      'local',
      (owner) => kept`is a login of \`${owner}\` too; each login belongs to one person, once`,
    ),
    ...shared(
      facts,
      'slack',
      (owner) => kept`is a Slack id of \`${owner}\` too; each Slack id belongs to one person, once`,
    ),
    ...shared(
      facts,
      'dingtalk',
      (owner) => kept`is a DingTalk id of \`${owner}\` too; each DingTalk id belongs to one person, once`,
    ),
    ...sameNames(facts),
    ...strangersInGroups(facts),
  ];
}

function shared(
  { people }: Facts,
  key: 'local' | 'slack' | 'dingtalk',
  says: (owner: string) => string,
): Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(people.entries).flatMap(([person, found]) =>
    found[key].flatMap(({ text, at }) => {
      const owner = text === undefined ? undefined : owners.get(text);
      if (text !== undefined) owners.set(text, person);
      if (owner === undefined) return [];
      return [{ path: ['people', person, key, ...at], message: says(owner) }];
    }),
  );
}

function sameNames({ people, groups }: Facts): Finding[] {
  return Object.keys(groups.entries)
    .filter((name) => Object.hasOwn(people.entries, name))
    .map((name) => ({
      path: ['groups', name],
      message: kept`is a person's name too; \`access\` could not tell one from the other`,
      key: true,
    }));
}

function strangersInGroups({ people, groups }: Facts): Finding[] {
  if (!people.readable) return [];
  const known = Object.keys(people.entries);
  return Object.entries(groups.entries).flatMap(([group, found]) =>
    found.people
      .filter(({ text }) => text !== undefined && !known.includes(text))
      .map((said) => ({
        path: ['groups', group, 'people', ...said.at],
        message: whyNot(said, known, Object.keys(groups.entries)),
        absent: true,
      })),
  );
}

const whyNot = ({ text = '' }: Said, people: readonly string[], groups: readonly string[]): string =>
  groups.includes(text)
    ? kept`is a group, and a group holds people; name its people`
    : kept`is not in \`people\`` + suggestion(text, people);
