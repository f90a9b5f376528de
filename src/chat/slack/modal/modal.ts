import type { types } from '@slack/bolt';
import { formatCommand } from '../../../command/format.ts';
import { parseCommand } from '../../../command/parse.ts';
import type { Answer, Intake } from '../../../intake/intake.ts';
import type { Lookup } from '../../../intake/lookup.ts';
import { asFailure } from '../../../model/failure.ts';
import { failureCard } from '../../../report/answer-cards.ts';
import { inLanguage, type Language } from '../../../text/language.ts';
import { say } from '../../../text/say.ts';
import { told } from '../../../text/told.ts';
import { formOf, readerOf, withinMs } from './form.ts';
import { choice, formMetadata, previewMetadata, submission } from './payloads.ts';
import { clusterIn, readForm } from './read.ts';
import { loadingView, previewView, problemView } from './views.ts';

/** The two of Slack's methods that a modal needs; both throw where Slack refuses. */
export interface Views {
  viewsOpen(
    triggerId: string,
    view: types.ModalView,
  ): Promise<{ readonly id: string; readonly hash: string }>;
  viewsUpdate(
    at: { readonly id: string; readonly hash?: string },
    view: types.ModalView,
  ): Promise<{ readonly id: string; readonly hash: string }>;
}

/** What a submission is acknowledged with, and what is to be done after it. */
export interface Submitted {
  readonly ack:
    | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
    | { readonly response_action: 'update'; readonly view: types.ModalView };
  /** Makes the plan and shows it; absent where something has to be put right first. */
  readonly plan?: (person: string) => Promise<void>;
}

export interface Confirmed {
  readonly ack: { readonly response_action: 'clear' };
  /** What the person asks for, to be handled like a command that they typed. */
  readonly request: { readonly id: string; readonly text: string; readonly channel: string };
}

/** The form behind `/rollout` alone: which release, where, how; then the plan; then the request. */
export interface Modal {
  /** Opens the form while the trigger lives, 3 s. */
  open(
    who: { readonly person: string; readonly channel: string; readonly cluster?: string },
    triggerId: string,
  ): Promise<void>;
  /** A cluster was chosen: shows what was rolled over it lately. `body` is the block action's. */
  onCluster(body: unknown, person: string): Promise<void>;
  /** The form was submitted. To be acknowledged at once. Throws where the payload is none of ours. */
  onSubmit(body: unknown): Submitted;
  /** The plan was submitted: that is the wish to deploy. */
  onConfirm(body: unknown): Confirmed;
}

export interface ModalOptions {
  readonly views: Views;
  readonly intake: Intake;
  readonly lookup: Lookup;
  /** How long the form may take to be filled before something else is opened for the time being. */
  readonly patienceMs?: number;
}

export function createModal(options: ModalOptions): Modal {
  const { views, lookup } = options;
  return {
    async open(who, triggerId) {
      const patienceMs = options.patienceMs ?? 1_000;
      const reader = await readerOf(lookup, who, patienceMs / 2);
      const form = inLanguage(reader, () => formOf(lookup, who));
      const early = await withinMs(form, patienceMs);
      if (early) return void (await views.viewsOpen(triggerId, early));
      const { id } = await views.viewsOpen(triggerId, inLanguage(reader, loadingView));
      await views.viewsUpdate({ id }, await form);
    },
    async onCluster(body, person) {
      const { view } = choice.parse(body);
      const { channel, language = 'en' } = formMetadata.parse(view.private_metadata);
      const cluster = clusterIn(view);
      const who = { person, channel, ...(cluster !== undefined && { cluster }) };
      const form = await inLanguage(language, () => formOf(lookup, who));
      // The person may have gone on meanwhile: only the form that they chose in may become another one.
      await views.viewsUpdate({ id: view.id, hash: view.hash }, form);
    },
    onSubmit: (body) => submitted(options, body),
    onConfirm(body) {
      const { trigger_id, view } = submission.parse(body);
      const { channel, command } = previewMetadata.parse(view.private_metadata);
      return {
        ack: { response_action: 'clear' },
        request: { id: `slack:${trigger_id}`, text: command, channel },
      };
    },
  };
}

function submitted({ views, intake, lookup }: ModalOptions, body: unknown): Submitted {
  const { trigger_id, view } = submission.parse(body);
  const { channel, language = 'en' } = formMetadata.parse(view.private_metadata);
  const read = inLanguage(language, () => readForm(view));
  if ('errors' in read) return { ack: { response_action: 'errors', errors: { ...read.errors } } };
  const { command } = read;
  return {
    ack: { response_action: 'update', view: inLanguage(language, loadingView) },
    async plan(person) {
      const place = { chat: 'slack' as const, channel };
      const answer = await ask(intake, language, {
        id: `slack:${trigger_id}`,
        person,
        text: planOnly(command),
        place,
      });
      const needsApproval = lookup.needsApproval(clusterIn(view) ?? '');
      const next = inLanguage(language, () =>
        answer.code === 'ok'
          ? previewView(answer.card, { channel, command, needsApproval })
          : problemView(answer.card),
      );
      await views.viewsUpdate({ id: view.id }, next);
    },
  };
}

/** A modal that only says "reading" would never end: what intake throws is shown as well. */
async function ask(
  intake: Intake,
  language: Language,
  request: Parameters<Intake['handle']>[0],
): Promise<Pick<Answer, 'code' | 'card'>> {
  try {
    return await intake.handle(request);
  } catch (error) {
    const { message } = asFailure(error, 'intake');
    return inLanguage(language, () => ({
      code: 'failed',
      card: failureCard(say`That did not work: ${told(message)}`),
    }));
  }
}

/** The same command, only to be looked at. */
function planOnly(command: string): string {
  const parsed = parseCommand(command);
  if (!('command' in parsed) || parsed.command.verb !== 'deploy') return command;
  return formatCommand({ ...parsed.command, planOnly: true });
}
