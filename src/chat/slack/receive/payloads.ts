import { z } from 'zod';
import type { Sender } from '../people/people.ts';

/** What is read of Slack's payloads (https://docs.slack.dev/interactivity, /apis/events-api); all else is passed over. */

const id = z.string().min(1).max(255);
const responseUrl = z.url({ protocol: /^https?$/ });

export const commandPayload = z.object({
  trigger_id: id,
  team_id: id,
  user_id: id,
  channel_id: id,
  text: z.string().catch(''),
  response_url: responseUrl,
});

const action = z.object({ action_id: z.string(), value: z.string().optional() });

export const clickPayload = z.object({
  trigger_id: id,
  user: z.object({ id, team_id: id.optional() }),
  team: z.object({ id }).nullish(),
  channel: z.object({ id }).nullish(),
  /** Absent where it was clicked in a view. */
  response_url: responseUrl.optional(),
  /** Present where it was clicked in a view. */
  view: z.object({ type: z.string() }).nullish(),
  /** Slack sends one. */
  actions: z.tuple([action], z.unknown()),
});
export type ClickPayload = z.infer<typeof clickPayload>;

/** Whoever does something in a message or a view. */
export const actorPayload = clickPayload.pick({ user: true, team: true });

export const homePayload = z.object({
  team_id: id,
  event: z.object({ user: id, tab: z.string() }),
});

export const mentionPayload = z.object({
  event_id: id,
  team_id: id,
  event: z.object({
    user: id.optional(),
    bot_id: z.string().optional(),
    text: z.string().catch(''),
    channel: id,
    ts: id,
    thread_ts: id.optional(),
    user_team: id.optional(),
    source_team: id.optional(),
    team: id.optional(),
  }),
});
export type MentionPayload = z.infer<typeof mentionPayload>;

/** The workspace of the person, who may sit in another one than the button that they clicked. */
export const clicker = ({ user, team }: z.infer<typeof actorPayload>): Sender => {
  const home = user.team_id ?? team?.id;
  return { user: user.id, teams: home === undefined ? [] : [home] };
};

/** In channels shared between workspaces the event names its writer's; else it is the workspace of the event. */
export const writer = (user: string, { team_id, event }: MentionPayload): Sender => {
  const named = [event.user_team, event.source_team, event.team].filter((team) => team !== undefined);
  return { user, teams: named.length === 0 ? [team_id] : named };
};
