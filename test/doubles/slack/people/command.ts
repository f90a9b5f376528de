import type { Delivery } from '../delivery/delivery.ts';
import type { Parcel } from '../delivery/parcel.ts';
import type { Acked, CommandInput, JsonObject } from '../types.ts';
import { Refusal } from '../web/refusal.ts';
import { newResponseUrl, parsedResponse, showResponse } from '../web/response-urls.ts';
import { channelOf, userOf, type Workspace } from '../workspace.ts';
import { newTrigger } from './interaction.ts';

/** A slash command. https://docs.slack.dev/interactivity/implementing-slash-commands */
export async function sendCommand(
  workspace: Workspace,
  delivery: Delivery,
  input: CommandInput,
): Promise<Acked> {
  const parcel = commandParcel(workspace, input);
  const acked = await delivery.deliver(parcel);
  if (Object.keys(acked.payload).length > 0) showAnswer(workspace, input, acked.payload);
  const { trigger_id: triggerId, response_url: responseUrl } = parcel.payload;
  return { ...acked, triggerId: String(triggerId), responseUrl: String(responseUrl) };
}

export function commandParcel(workspace: Workspace, input: CommandInput): Parcel {
  const user = userOf(workspace, input.user);
  const channel = channelOf(workspace, input.channel);
  const command = input.command ?? '/rollout';
  const payload = {
    token: 'legacy-verification-token',
    team_id: input.teamId ?? user.teamId,
    team_domain: 'rollout',
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: user.id,
    user_name: user.name,
    command,
    text: input.text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(workspace, { channel: channel.id, user: user.id }),
    trigger_id: newTrigger(workspace, user.id),
  };
  return { kind: 'slash_commands', what: `${command} ${input.text.slice(0, 60)}`, payload };
}

/** What comes with the acknowledgement is shown, to the person alone unless it says otherwise. */
function showAnswer(workspace: Workspace, { channel, user }: CommandInput, payload: JsonObject): void {
  try {
    showResponse(workspace, { channel, user }, parsedResponse(payload));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    workspace.problem(`acknowledgement: ${[error.code, error.more.errors ?? []].flat().join('; ')}`);
  }
}
