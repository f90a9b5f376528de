import { kept } from '../../text/say.ts';
import type { Finding } from '../finding.ts';
import { suggestion } from '../nearest.ts';
import type { Path } from '../path.ts';
import type { ClusterFacts, Facts } from './facts.ts';
import { accessLists } from './facts-access.ts';
import type { Said } from './said.ts';

/** Names in `access` that nobody has, and approvals that could never come together. */
export function accessFindings(facts: Facts): Finding[] {
  return Object.entries(facts.clusters).flatMap(([name, cluster]) => [
    ...strangers(facts, cluster, ['clusters', name, 'access']),
    ...tooFew(facts, cluster, ['clusters', name, 'access', 'approvals']),
  ]);
}

function strangers({ people, groups }: Facts, { access }: ClusterFacts, path: Path): Finding[] {
  if (!people.readable || !groups.readable || !(people.given || groups.given)) return [];
  const known = [...Object.keys(people.entries), ...Object.keys(groups.entries)];
  return accessLists.flatMap((list) =>
    access.lists[list].flatMap(({ text, at }) => {
      if (text === undefined || known.includes(text)) return [];
      const message = kept`is neither in \`people\` nor in \`groups\`` + suggestion(text, known);
      return [{ path: [...path, list, ...at], message, absent: true }];
    }),
  );
}

function tooFew(facts: Facts, { access }: ClusterFacts, path: Path): Finding[] {
  const most = approvers(facts, access.lists.approve);
  if (access.approvals === undefined || most === undefined || access.approvals <= most) return [];
  return [
    {
      path,
      message: kept`asks for more approvals than there are people to give them (${most})`,
      absent: true,
    },
  ];
}

/** How many people may approve; undefined where that cannot be known from the file. */
function approvers({ people, groups }: Facts, approve: readonly Said[]): number | undefined {
  if (!groups.readable) return undefined;
  const open = (name: string): boolean => groups.entries[name]?.open === true;
  if (approve.length === 0) {
    const countable = people.given && people.readable && !Object.keys(groups.entries).some(open);
    return countable ? Object.keys(people.entries).length : undefined;
  }
  if (approve.some(({ text }) => text !== undefined && open(text))) return undefined;
  const names = approve.flatMap((said) => groups.entries[said.text ?? '']?.people ?? [said]);
  // What is no text was meant to be somebody.
  return new Set(names.map((said) => said.text ?? said)).size;
}

/** What is said about the on-call where there is none. */
export function accessWarnings(facts: Facts): Finding[] {
  return Object.entries(facts.clusters).flatMap(([name, { access }]) => {
    if (access.lists.onCall.length > 0) return [];
    const said = [
      ...(access.mentionOnCall === true ? ['mentionOnCall'] : []),
      ...(access.onCallConfirms === false ? ['onCallConfirms'] : []),
    ];
    return said.map((key) => ({
      path: ['clusters', name, 'access', key],
      message: kept`means nothing without \`onCall\``,
    }));
  });
}
