import type { Command } from '../model/command.ts';
import type { Via } from '../model/place.ts';
import { mayView } from '../policy/access.ts';
import { plain } from '../report/plain.ts';
import { inEnglish } from '../text/language.ts';
import type { Desk } from './desk.ts';
import type { Answer, Asked, Request } from './intake.ts';

const mostText = 1_000;
const mostAnswer = 300;

/** The request with the groups of who asks, as they are right now. */
export async function askedBy({ people }: Desk, request: Request): Promise<Asked> {
  const groups = await people.groupsOf(request.person);
  const unsure = people.unsure();
  return { ...request, groups, ...(unsure.length > 0 && { unsure }) };
}

/** The desk as this person may see it. */
export function deskFor(desk: Desk, asked: Asked): Desk {
  const clusters = desk.clusters.filter(({ name, access }) => mayView(access, name, asked).allowed);
  const hidden = desk.clusters.filter((cluster) => !clusters.includes(cluster)).map(({ name }) => name);
  return { ...desk, clusters, hidden };
}

/**
 * Journals what somebody asked for and what they were told: once per request.
 * @param desk the whole one: what is journaled of a cluster is that cluster's, whoever asked
 */
export async function recordAsked(
  desk: Desk,
  request: Request,
  command: Command | undefined,
  { code, card }: Pick<Answer, 'code' | 'card'>,
): Promise<void> {
  const via: Via = request.place?.chat ?? 'terminal';
  const { person, click = false } = request;
  const answer = plain(inEnglish(card.title), mostAnswer);
  await desk.tools.store.journal.record({
    cluster: (command && (await clusterOf(desk, command))) ?? '',
    key: `asked/${request.id}`,
    body: { type: 'asked', person, text: shortened(request.text), via, click, code, answer },
  });
}

/** Cut between characters, never within one. */
const shortened = (text: string): string => text.slice(0, mostText).replace(/\p{Surrogate}$/u, '');

/** The cluster that the command is about, by its name or by the rollout or override that it names. */
async function clusterOf({ clusters, tools }: Desk, command: Command): Promise<string | undefined> {
  const named = subjectsOf(command);
  const cluster = clusters.find(({ name }) => named.includes(name));
  if (cluster) return cluster.name;
  for (const subject of named) {
    const found = await tools.store.audit.clusterOf(subject);
    if (found !== undefined) return found;
  }
  return undefined;
}

const subjectsOf = (command: Command): readonly string[] =>
  [
    'cluster' in command ? command.cluster : undefined,
    'rollout' in command ? command.rollout : undefined,
    'override' in command ? command.override : undefined,
    'subject' in command ? command.subject : undefined,
  ].filter((each) => each !== undefined);
