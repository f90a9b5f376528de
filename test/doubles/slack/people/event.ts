import type { Delivery } from '../delivery/delivery.ts';
import { addMessage } from '../messages.ts';
import type { Acked, JsonObject, MentionInput } from '../types.ts';
import { shownView } from '../web/shown.ts';
import { channelOf, userOf, type Workspace } from '../workspace.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A message that begins with a mention of the bot. https://docs.slack.dev/reference/events/app_mention */
export async function sendMention(
  workspace: Workspace,
  delivery: Delivery,
  input: MentionInput,
): Promise<Acked> {
  const channel = channelOf(workspace, input.channel);
  const user = userOf(workspace, input.user);
  const team = input.teamId ?? user.teamId;
  const message = addMessage(workspace, channel, {
    user: user.id,
    text: `<@${workspace.botUserId}> ${escaped(input.text)}`,
    ...(input.thread !== undefined && { threadTs: input.thread }),
  });
  return deliverEvent(workspace, delivery, {
    type: 'app_mention',
    user: user.id,
    text: message.text,
    ts: message.ts,
    ...(input.thread !== undefined && { thread_ts: input.thread }),
    channel: channel.id,
    channel_type: 'channel',
    team,
    ...(team !== workspace.teamId && { user_team: team, source_team: team }),
    event_ts: message.ts,
  });
}

/** Somebody opens the App Home. https://docs.slack.dev/reference/events/app_home_opened */
export async function openHome(
  workspace: Workspace,
  delivery: Delivery,
  user: string,
  teamId?: string,
): Promise<Acked> {
  const home = workspace.homes.get(user);
  const team = teamId ?? userOf(workspace, user).teamId;
  return deliverEvent(workspace, delivery, {
    type: 'app_home_opened',
    user,
    channel: workspace.id('D'),
    tab: 'home',
    ...(home !== undefined && { view: shownView(workspace, home) }),
    ...(team !== workspace.teamId && { user_team: team, source_team: team }),
    event_ts: workspace.clock.ts(),
  });
}

function deliverEvent(workspace: Workspace, delivery: Delivery, event: JsonObject): Promise<Acked> {
  const payload = {
    token: 'legacy-verification-token',
    team_id: workspace.teamId,
    api_app_id: workspace.appId,
    event,
    type: 'event_callback',
    event_id: workspace.id('Ev'),
    event_time: Math.floor(Number(event.event_ts)),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.teamId,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: event.user_team !== undefined,
    event_context: workspace.id('EC'),
  };
  return delivery.deliver({ kind: 'events_api', what: `the event ${event.type} of ${event.user}`, payload });
}
