import type { Finding } from '../finding.ts';
import { suggestion } from '../nearest.ts';
import type { Path } from '../path.ts';
import type { ClusterFacts, Facts } from './facts.ts';

/** People whom `access` names and `people` does not, approvals that could never come together, and shared logins. */
export function peopleFindings(facts: Facts): Finding[] {
  return [
    ...Object.entries(facts.clusters).flatMap(([name, cluster]) => [
      ...strangers(facts, cluster, 'deploy', ['clusters', name, 'access']),
      ...strangers(facts, cluster, 'approve', ['clusters', name, 'access']),
      ...tooFew(facts, cluster, ['clusters', name, 'access', 'approvals']),
    ]),
    ...sharedLogins(facts),
  ];
}

function strangers(
  { people }: Facts,
  cluster: ClusterFacts,
  list: 'deploy' | 'approve',
  path: Path,
): Finding[] {
  if (people === undefined) return [];
  const known = Object.keys(people);
  return cluster.access[list].flatMap((name, index) =>
    name === undefined || known.includes(name)
      ? []
      : [
          {
            path: [...path, list, index],
            message: `is not in \`people\`${suggestion(name, known)}`,
            absent: true,
          },
        ],
  );
}

function tooFew({ people }: Facts, { access }: ClusterFacts, path: Path): Finding[] {
  const named = new Set(access.approve).size;
  const most = named > 0 ? named : people && Object.keys(people).length;
  if (access.approvals === undefined || most === undefined || access.approvals <= most) return [];
  return [
    { path, message: `asks for more approvals than there are people to give them (${most})`, absent: true },
  ];
}

function sharedLogins({ people }: Facts): Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(people ?? {}).flatMap(([person, { local }]) =>
    local.flatMap((login, index) => {
      const owner = login === undefined ? undefined : owners.get(login);
      if (login !== undefined) owners.set(login, person);
      if (owner === undefined) return [];
      const message = `is a login of \`${owner}\` too; each login belongs to one person, once`;
      return [{ path: ['people', person, 'local', index], message }];
    }),
  );
}
