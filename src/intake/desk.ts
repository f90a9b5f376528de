import { nearest } from '../command/distance.ts';
import type { Card } from '../model/card.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Command, Verb } from '../model/command.ts';
import type { NoticeTarget } from '../model/config.ts';
import type { FreezeWindow } from '../model/freeze.ts';
import type { Place } from '../model/place.ts';
import type { Rollout } from '../model/rollout.ts';
import { language } from '../text/language.ts';
import { inARow, say } from '../text/say.ts';
import { told } from '../text/told.ts';
import type { Tools } from '../workflow/tools.ts';
import type { Work } from '../workflow/work.ts';
import type { Directory } from './directory.ts';
import type { Answer, AnswerCode, Asked } from './intake.ts';
import type { Languages } from './languages.ts';

/** What the handlers of commands work with. */
export interface Desk extends Work {
  readonly tools: Tools;
  /** For a handler: only those that the person who asks may see. */
  readonly clusters: readonly Cluster[];
  /** The names of the others; absent for a desk at which nobody in particular is. */
  readonly hidden?: readonly string[];
  readonly approvalExpiresMs: number;
  readonly people: Directory;
  readonly languages: Languages;
  readonly freezes: readonly FreezeWindow[];
  /** Where rollouts are told that were asked for from the terminal, of clusters without places of their own. */
  readonly places: readonly Place[];
  /** Who is only told, beside them. */
  readonly notices?: readonly Pick<NoticeTarget, 'name' | 'clusters'>[];
  now(): Date;
}

/** Answers one verb. */
export type Handler<V extends Verb> = (
  desk: Desk,
  command: Extract<Command, { verb: V }>,
  request: Asked,
) => Promise<Answer>;

/** Thrown by handlers where a request ends early; the door turns it into an answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: AnswerCode;
  readonly card: Card;

  constructor(code: AnswerCode, text: string, extra: Partial<Card> = {}) {
    super(text);
    this.code = code;
    this.card = { title: text, tone: code === 'failed' ? 'bad' : 'warning', ...extra };
  }
}

export function clusterNamed(desk: Desk, name: string): Cluster {
  const found = desk.clusters.find((cluster) => cluster.name === name);
  if (found) return found;
  const names = desk.clusters.map((cluster) => cluster.name);
  if (names.length === 0)
    throw new Refusal('wrong', say`There is no cluster ${name}, nor any other that you may see`);
  const near = nearest(name, names);
  const text =
    near === undefined
      ? say`There is no cluster ${name}; there are: ${inARow(names)}`
      : say`There is no cluster ${name}; did you mean ${near}?`;
  throw new Refusal('wrong', text);
}

export async function rolloutNamed(desk: Desk, id: string): Promise<Rollout> {
  const found = await desk.tools.store.rollouts.get(id);
  if (found && sees(desk, found.cluster)) return found;
  throw new Refusal('wrong', say`There is no rollout ${id}; \`history\` lists them`);
}

/**
 * Whether whoever is at this desk may see what concerns the cluster. Who might see one that is no longer in the config is
 * not known any more: it is for those who see every cluster.
 */
export const sees = (
  { clusters, hidden = [] }: Pick<Desk, 'clusters' | 'hidden'>,
  cluster: string,
): boolean => hidden.length === 0 || clusters.some(({ name }) => name === cluster);

/** Refuses unless the decision allows. */
export function demand(
  decision: { readonly allowed: true } | { readonly allowed: false; readonly reason: string },
): void {
  if (!decision.allowed) throw new Refusal('refused', say`${asSentence(told(decision.reason))}.`);
}

/** Only English begins its sentences with a capital; a Chinese one may begin with a name. */
const asSentence = (text: string): string =>
  language() === 'en' ? text.charAt(0).toUpperCase() + text.slice(1) : text;
