import type { Post } from '../../../src/report/board.ts';
import type { Evidence, ToldSubject } from '../evidence.ts';

/** 7. Messages catch up; none is lost, none is doubled. */
export const toldToTheEnd = (evidence: Evidence): string[] =>
  evidence.told.flatMap((told) => [...incomplete(told), ...unnamed(evidence, told)]);

function incomplete({ subject, grown, anew }: ToldSubject): string[] {
  const keys = grown.posts.map(({ key }) => key);
  const doubled = keys.filter((key, i) => keys.indexOf(key) !== i);
  const open = grown.posts.filter(({ key, card }) => key.startsWith('ask/') && card.buttons);
  return [
    ...(grown.final ? [] : [`${subject} is over, and its thread is not`]),
    ...doubled.map((key) => `${subject} has two messages ${key}`),
    ...open.map(({ key }) => `${subject} is over, and its ${key} still asks`),
    ...(JSON.stringify(grown.posts) === JSON.stringify(anew)
      ? []
      : [`${subject} is told otherwise by a new board: ${difference(grown.posts, anew)}`]),
  ];
}

function difference(grown: readonly Post[], anew: readonly Post[]): string {
  const texts = new Set(grown.map((post) => JSON.stringify(post)));
  return anew
    .map((post) => JSON.stringify(post))
    .filter((text) => !texts.has(text))
    .join('; ');
}

/** Every host that began has its message, and one that stays out is named with it at the end. */
function unnamed({ rollouts }: Evidence, { subject, grown }: ToldSubject): string[] {
  const ended = rollouts.find(({ rollout }) => rollout.id === subject);
  if (!ended) return [];
  const root = JSON.stringify(grown.posts.filter(({ key }) => key === 'root' || key === 'end'));
  const keys = new Set(grown.posts.map(({ key }) => key));
  return ended.hosts.flatMap(({ host, outcome, step }) => [
    ...(step === undefined || keys.has(`host/${host}`) ? [] : [`${subject} has no message of ${host}`]),
    ...(outcome !== 'left-out' || root.includes(host)
      ? []
      : [`${subject} left ${host} out, and its summary does not name it`]),
  ]);
}
