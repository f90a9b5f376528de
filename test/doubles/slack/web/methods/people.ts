import { z } from 'zod';
import { flag, type Method, method } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { shownUser } from '../shown.ts';

/** auth.test, users and user groups. https://docs.slack.dev/reference/methods */
export const people: Readonly<Record<string, Method>> = {
  'auth.test': method({
    tier: 'auth',
    args: z.strictObject({}),
    run: (workspace) => ({
      url: 'https://rollout.slack.com/',
      team: 'rollout',
      user: 'rollout',
      team_id: workspace.teamId,
      user_id: workspace.botUserId,
      bot_id: workspace.botId,
      is_enterprise_install: false,
    }),
  }),

  'users.info': method({
    tier: 'tier4',
    scopes: ['users:read'],
    args: z.strictObject({ user: z.string().min(1), include_locale: flag.optional() }),
    run: (workspace, args) => {
      const user = workspace.users.get(args.user);
      if (user === undefined) throw new Refusal('user_not_found');
      return { user: shownUser(workspace, user) };
    },
  }),

  'usergroups.users.list': method({
    tier: 'tier2',
    scopes: ['usergroups:read'],
    args: z.strictObject({
      usergroup: z.string().min(1),
      include_disabled: flag.optional(),
    }),
    run: (workspace, args) => {
      const group = workspace.groups.get(args.usergroup);
      if (group === undefined) throw new Refusal('no_such_subteam');
      return { users: group.users };
    },
  }),
};
