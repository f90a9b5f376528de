import type { Entry } from '../../../src/model/event.ts';
import type { Evidence } from '../evidence.ts';

/** 5. A message or click counts once, however often it comes. */
export const countsOnce = (evidence: Evidence): string[] => [...underOneName(evidence), ...unasked(evidence)];

function underOneName({ requests }: Evidence): string[] {
  const ids = requests.map(({ request }) => request);
  return requests
    .filter(({ request }, i) => ids.indexOf(request) !== i)
    .map(({ what, request }) => `${request} counted twice: once more as a ${what}`);
}

/** By what people have said alone, whatever the bot calls it: each entry has a message of its own that asked for it. */
function unasked({ journal, said }: Evidence): string[] {
  const left = new Map(said.map(({ id, person, text }) => [id, `${person} ${text} `]));
  return journal.flatMap((entry) => {
    const wanted = askedBy(entry);
    if (wanted.length === 0) return [];
    const message = wanted
      .flatMap((start) => [...left.keys()].filter((id) => left.get(id)?.startsWith(start)))
      .at(0);
    if (message !== undefined && left.delete(message)) return [];
    return [`nobody asked once more for this: ${JSON.stringify(entry.body)} of ${entry.rollout}`];
  });
}

/** How a message begins that may have led to the entry, the likeliest first; none where no message need have. */
function askedBy({ rollout, cluster, body }: Entry): readonly string[] {
  switch (body.type) {
    case 'planned':
      return rollout?.endsWith('-back')
        ? []
        : [`${body.person} deploy ${cluster} `, `${body.person} rollback `];
    case 'approved':
      return [`${body.person} approve ${rollout} `];
    case 'steered':
      // What a strategy says to do, nobody has to ask for, nor that what the engine gave up is stopped.
      return body.person.startsWith('policy (') || body.person === 'Rollout itself'
        ? []
        : steeredBy(body.person, `${body.verb} ${rollout}`, body.host);
    default:
      return [];
  }
}

/** A stolen lock stops who had it. */
const steeredBy = (person: string, wish: string, host: string | undefined): readonly string[] => [
  `${person} ${wish} ${host === undefined ? '' : `${host} `}`,
  ...(wish.startsWith('abort ') ? [`${person} lock `] : []),
];
