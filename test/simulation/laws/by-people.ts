import type { Entry } from '../../../src/model/event.ts';
import type { Ended, Evidence } from '../evidence.ts';

/** 5. No change without a recorded person and an approver where policy asks for one. */
export const byPeople = (evidence: Evidence): string[] => [
  ...evidence.rollouts.flatMap((ended) => unapproved(evidence, ended)),
  ...evidence.overrides
    .filter(({ state, approver }) => state !== 'dropped' && approver === undefined)
    .map(({ id }) => `${id} was taken out, and nobody confirmed it`),
  ...unrecorded(evidence),
  ...byStrangers(evidence),
];

function unapproved({ journal, clusters, runs, changes }: Evidence, { rollout }: Ended): string[] {
  const { id, cluster: name, requester, approvers, rollsBack } = rollout;
  const changed =
    runs.some(({ job }) => job.variables.ROLLOUT_ID === id) ||
    changes.some(({ by }) => by?.split('/')[0] === id);
  const access = clusters.find((cluster) => cluster.name === name)?.access;
  if (!changed || !access) return [];
  const asked = journal.some(({ rollout: of, body }) => of === id && body.type === 'planned');
  const distinct = new Set(approvers);
  const isTakenBack = rollsBack !== undefined && id.endsWith('-back');
  const recorded = new Set(isTakenBack ? approvers : approversIn(journal, id));
  return [
    ...(asked ? [] : [`${id} changed something, and nobody asked for it`]),
    ...(distinct.size >= access.approvals ? [] : [`${id} ran with ${distinct.size} approvals`]),
    ...(distinct.size === approvers.length ? [] : [`somebody approved ${id} twice: ${approvers}`]),
    ...[...distinct].filter((who) => !access.approve.includes(who)).map((who) => `${who} approved ${id}`),
    ...[...distinct].filter((who) => !recorded.has(who)).map((who) => `no record of ${who} approving ${id}`),
    ...(access.distinctApprover && !isTakenBack && distinct.has(requester)
      ? [`${requester} approved ${id} alone`]
      : []),
  ];
}

const approversIn = (journal: readonly Entry[], id: string): readonly string[] =>
  journal.flatMap(({ rollout, body }) => (rollout === id && body.type === 'approved' ? [body.person] : []));

/** What was answered has been journaled, with who asked. */
function unrecorded({ said, journal }: Evidence): string[] {
  const asked = journal.flatMap(({ body }) => (body.type === 'asked' ? [`${body.person} ${body.text}`] : []));
  const left = [...asked];
  const ids = new Set<string>();
  return said.flatMap(({ id, person, text }) => {
    if (ids.has(id)) return [];
    ids.add(id);
    const i = left.indexOf(`${person} ${text}`);
    if (i < 0) return [`${id} of ${person} (${text}) is not in the journal`];
    left.splice(i, 1);
    return [];
  });
}

const byStrangers = ({ journal, said }: Evidence): string[] => [
  ...journal.flatMap(({ body }) =>
    'person' in body && body.person === 'mallory' && body.type !== 'asked'
      ? [`mallory did this: ${JSON.stringify(body)}`]
      : [],
  ),
  ...said.flatMap(({ person, text, answer }) =>
    person === 'mallory' && answer && answer.code !== 'refused' && answer.code !== 'wrong'
      ? [`mallory said "${text}" and was answered "${answer.card.title}"`]
      : [],
  ),
];
