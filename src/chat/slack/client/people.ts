import { z } from 'zod';
import type { Identity, SlackClient, SlackUser } from './api.ts';
import type { Call } from './call.ts';

const identity = z
  .object({
    team_id: z.string(),
    team: z.string(),
    user_id: z.string(),
    bot_id: z.string(),
    response_metadata: z.object({ scopes: z.array(z.string()).catch([]) }).optional(),
  })
  .transform(
    ({ team_id, team, user_id, bot_id, response_metadata }): Identity => ({
      teamId: team_id,
      team,
      userId: user_id,
      botId: bot_id,
      scopes: response_metadata?.scopes ?? [],
    }),
  );

const user = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  name: z.string(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
});
const members = z.object({ users: z.array(z.string()) });

type People = Pick<SlackClient, 'authTest' | 'userInfo' | 'groupUsers'>;

export const peopleMethods = (call: Call): People => ({
  authTest: () => call('auth.test', {}, identity),
  userInfo: async (id) => slackUser((await call('users.info', { user: id }, z.object({ user }))).user),
  groupUsers: async (group) => (await call('usergroups.users.list', { usergroup: group }, members)).users,
});

const slackUser = (found: z.infer<typeof user>): SlackUser => ({
  id: found.id,
  name: found.name,
  kind: kindOf(found),
  ...(found.team_id !== undefined && { teamId: found.team_id }),
});

/** USLACKBOT is no bot by its own word (https://docs.slack.dev/reference/objects/user-object). */
function kindOf({ id, deleted, is_bot, is_stranger }: z.infer<typeof user>): SlackUser['kind'] {
  if (is_bot || id === 'USLACKBOT') return 'bot';
  if (deleted) return 'gone';
  return is_stranger ? 'stranger' : 'member';
}
