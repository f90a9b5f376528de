import type { Evidence } from './evidence.ts';
import { grown } from './memory.ts';

/** Everything that is wrong, a line each; nothing where all is well. */
export const judge = (evidence: Evidence): readonly string[] => [
  ...notOver(evidence),
  ...notAsAtFirst(evidence),
  ...evidence.locks.map((lock) => `still locked: ${lock}`),
  ...evidence.under.map((what) => `under the floor: ${what}`),
  ...wronglyRun(evidence),
  ...grown(evidence.memory),
];

/** Each is asked for once, however often the command was sent; and each ends. */
function notOver({ wanted, rollouts, finalStates }: Evidence): readonly string[] {
  const asked = rollouts.filter((rollout) => rollout.asked).length;
  const open = rollouts.filter(({ state }) => !finalStates.includes(state));
  return [
    ...(asked === wanted ? [] : [`${wanted} rollouts were to be asked for, and there are ${asked}`]),
    ...open.map(({ id, state }) => `${id} has not ended: ${state}`),
  ];
}

/** A member that is not as at first is named by a report, and held by the database, and nobody else is. */
function notAsAtFirst({ changed, leftOut, held }: Evidence): readonly string[] {
  const out = changed.map(({ member }) => member);
  return [
    ...changed
      .filter(({ member }) => !leftOut.includes(member))
      .map(({ text }) => `left changed, and no report names it: ${text}`),
    ...out
      .filter((member) => !held.includes(member))
      .map((member) => `${member} is out, and nobody holds it`),
    ...held
      .filter((member) => !out.includes(member))
      .map((member) => `${member} is held, although it is back`),
  ];
}

/** A deploy runs once on a host in a rollout, and once more where somebody had it tried again. */
function wronglyRun({ ran, done, retried }: Evidence): readonly string[] {
  const counts = new Map<string, number>();
  for (const deploy of ran) counts.set(deploy, (counts.get(deploy) ?? 0) + 1);
  const allowed = (deploy: string): number =>
    1 + retried.filter((each) => deploy.startsWith(`${each} `)).length;
  return [
    ...[...counts]
      .filter(([deploy, n]) => n > allowed(deploy))
      .map(([deploy, n]) => `the deploy ${deploy} ran ${n} times, and may run ${allowed(deploy)} times`),
    ...done
      .filter((deploy) => !counts.has(deploy))
      .map((deploy) => `the deploy ${deploy} is done, and never ran`),
  ];
}
