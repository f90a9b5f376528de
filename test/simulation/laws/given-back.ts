import type { Evidence } from '../evidence.ts';

/** 3. Every member that was touched ends with its original weight and state, or is reported as left out, with why. */
export const givenBack = (evidence: Evidence): string[] => [
  ...notAsItWas(evidence, evidence.members, 'at rest'),
  ...evidence.held.flatMap((held) => unnamed(evidence, held)),
  ...unverified(evidence),
  ...notAsItWas({ ...evidence, held: [] }, evidence.after, 'after what was left out was brought back'),
];

function notAsItWas(
  { held, originals }: Pick<Evidence, 'held' | 'originals'>,
  members: Evidence['members'],
  when: string,
): string[] {
  const kept = new Set(held.map(({ pool, member }) => `${pool.replace('lb/', '')} ${member}`));
  return [...members].flatMap(([name, now]) => {
    const [pool = '', member = ''] = name.split(' ');
    const wanted = originals.of(pool, member);
    if (kept.has(name) || wanted.has(now)) return [];
    return [`${when} ${name} is ${now}, and was ${[...wanted].join(' or ')}`];
  });
}

/**
 * Code that a job left there, and that no probe has passed since, gets no traffic. What somebody else has put back since,
 * or a balancer that was restarted, is what that rollout finds: it gives it back as it was (`let-go`).
 */
function unverified({ journal }: Evidence): string[] {
  const suspect = new Set<string>();
  return journal.flatMap(({ rollout, body }) => {
    if ((body.type === 'job' && !body.over) || body.type === 'suspected') suspect.add(body.host);
    if (body.type === 'verified' || body.type === 'let-go') suspect.delete(body.host);
    return body.type === 'restored' && suspect.has(body.host)
      ? [`${rollout} gave ${body.host} back, and nobody had verified what a job left there`]
      : [];
  });
}

function unnamed({ drained, rollouts }: Evidence, held: Evidence['held'][number]): string[] {
  const { pool, member, rollout, host } = held;
  const name = `${pool} ${member} of ${rollout}`;
  const row = drained.find(([of, where]) => of === member && where === pool);
  if (!row) return [`${name} is held, and \`drained\` does not name it`];
  const why = row.at(-1) ?? '';
  const outcome = rollouts
    .find(({ rollout: { id } }) => id === rollout)
    ?.hosts.find((each) => each.host === host);
  return [
    ...(why === '' ? [`${name} is held out, and \`drained\` does not say why`] : []),
    ...(outcome?.outcome === 'left-out' ? [] : [`${name} is held out, and its host is ${outcome?.outcome}`]),
  ];
}
