import { asFailure } from '../../../model/failure.ts';
import { failureCard } from '../../../report/answer-cards.ts';
import { inLanguage } from '../../../text/language.ts';
import { say } from '../../../text/say.ts';
import { told } from '../../../text/told.ts';
import { SlackFailure } from '../client/trouble.ts';
import type { Confirmed, Submitted } from '../modal/modal.ts';
import { openForm } from '../modal/names.ts';
import type { Sender } from '../people/people.ts';
import { actorPayload, clicker, clickPayload } from './payloads.ts';
import { type Reply, replyTo } from './reply.ts';
import { sayCard, senderOf, serve } from './serve.ts';
import type { Service } from './service.ts';

/** Who wants the form, and where they are. */
export interface Wanted {
  readonly sender: Sender;
  readonly channel: string;
  readonly cluster?: string;
  readonly reply: Reply;
}

/** Opens the form while the trigger lives, 3 s. */
export async function openTheForm(
  service: Service,
  { sender, channel, cluster, reply }: Wanted,
  triggerId: string,
): Promise<void> {
  const person = await senderOf(service, sender, reply);
  if (person === undefined) return;
  try {
    await service.modal.open({ person, channel, ...(cluster !== undefined && { cluster }) }, triggerId);
  } catch (error) {
    if (isOver(error)) return;
    const { message } = asFailure(error, 'Slack');
    service.log.warn(`Slack: the form could not be opened: ${message}`);
    await inLanguage(service.languageIn(channel), () => {
      const text = say`The form could not be opened: ${told(message)}. \`/rollout help\` lists all commands.`;
      return sayCard(reply, failureCard(text));
    });
  }
}

/** A button that opens the form, with or without a cluster. */
export async function onFormButton(service: Service, body: unknown): Promise<void> {
  const payload = clickPayload.parse(body);
  const [{ action_id }] = payload.actions;
  const cluster = action_id.startsWith(`${openForm}:`) ? action_id.slice(openForm.length + 1) : undefined;
  const { user, channel, response_url } = payload;
  const reply = replyTo({
    ...service,
    user: user.id,
    ...(response_url !== undefined && { responseUrl: response_url }),
  });
  const wanted = { sender: clicker(payload), channel: channel?.id ?? user.id, reply };
  await openTheForm(service, { ...wanted, ...(cluster !== undefined && { cluster }) }, payload.trigger_id);
}

/** A cluster was chosen in the form. */
export async function onChoice(service: Service, body: unknown): Promise<void> {
  const { sender, reply } = actorOf(service, body);
  const person = await senderOf(service, sender, reply);
  if (person === undefined) return;
  await service.modal.onCluster(body, person).catch((error: unknown) => {
    if (!isOver(error)) throw error;
  });
}

/** The form was submitted and acknowledged: shows the plan. */
export async function onSubmitted(service: Service, body: unknown, { plan }: Submitted): Promise<void> {
  if (!plan) return;
  const { sender, reply } = actorOf(service, body);
  const person = await senderOf(service, sender, reply);
  if (person === undefined) return;
  try {
    await plan(person);
  } catch (error) {
    if (isOver(error)) return;
    const { message } = asFailure(error, 'Slack');
    service.log.warn(`Slack: a plan could not be shown: ${message}`);
    await inLanguage(service.languageIn(sender.user), () => {
      const text = say`The plan could not be shown: ${told(message)}. Nothing was begun; \`/rollout\` opens the form anew.`;
      return sayCard(reply, failureCard(text));
    });
  }
}

/** The person has closed the modal meanwhile, or gone on in it: there is nothing to be shown there any more. */
const isOver = (error: unknown): boolean =>
  error instanceof SlackFailure && ['not_found', 'hash_conflict'].includes(error.trouble.code);

/** The plan was submitted and acknowledged: that is the wish to deploy. */
export async function onConfirmed(service: Service, body: unknown, { request }: Confirmed): Promise<void> {
  const { sender, reply } = actorOf(service, body, request.channel);
  await serve(service, { ...request, sender, reply, click: true });
}

function actorOf(service: Service, body: unknown, channel?: string): { sender: Sender; reply: Reply } {
  const sender = clicker(actorPayload.parse(body));
  const where = { user: sender.user, ...(channel !== undefined && { channel }) };
  return { sender, reply: replyTo({ ...service, ...where }) };
}
