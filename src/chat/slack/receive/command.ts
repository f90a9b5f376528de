import { openTheForm } from './form.ts';
import { commandPayload } from './payloads.ts';
import { replyTo } from './reply.ts';
import { serve } from './serve.ts';
import type { Service } from './service.ts';
import { asTyped } from './undo.ts';

/** The slash command, after it was acknowledged; alone it opens the form. */
export async function onCommand(service: Service, body: unknown): Promise<void> {
  const { trigger_id, user_id, team_id, channel_id, text, response_url } = commandPayload.parse(body);
  const reply = replyTo({ ...service, user: user_id, responseUrl: response_url });
  const from = { sender: { user: user_id, teams: [team_id] }, channel: channel_id, reply };
  const typed = asTyped(text, service.people.nameOf);
  if (typed === '') return openTheForm(service, from, trigger_id);
  // Slack makes a new trigger for everything that a person does: the same one again is the same command.
  await serve(service, { ...from, id: `slack:${trigger_id}`, text: typed });
}
