import type { SlackDouble } from './types.ts';
import { type Channel, channelOf, type Workspace } from './workspace.ts';

type Seeding = Pick<SlackDouble, 'addUser' | 'addChannel' | 'addUserGroup' | 'setUserGroup' | 'setBotIn'>;

/** Puts people, channels and user groups into the workspace. */
export const createSeeding = (workspace: Workspace): Seeding => ({
  addUser: ({ id = workspace.id('U'), name, teamId = workspace.teamId, ...more }) => {
    const { bot = false, restricted = false, deleted = false } = more;
    workspace.users.set(id, { id, name, teamId, bot, restricted, deleted });
    return id;
  },
  addChannel: ({ id = workspace.id('C'), name, botIn = true }) => {
    workspace.channels.set(id, { id, name, botIn, messages: [] });
    return id;
  },
  addUserGroup: ({ id = workspace.id('S'), handle, users }) => {
    workspace.groups.set(id, { id, handle, users });
    return id;
  },
  setUserGroup: (id, users) => {
    const group = workspace.groups.get(id);
    if (group === undefined) throw new Error(`there is no user group ${id}`);
    group.users = users;
  },
  setBotIn: (id, botIn) => {
    channelOf(workspace, id).botIn = botIn;
  },
});

/** The direct conversation with a person, opened when there is none. */
export function directChannel(workspace: Workspace, user: string): Channel {
  const known = [...workspace.channels.values()].find((channel) => channel.with === user);
  if (known !== undefined) return known;
  const channel: Channel = {
    id: workspace.id('D'),
    name: workspace.users.get(user)?.name ?? user,
    botIn: true,
    with: user,
    messages: [],
  };
  workspace.channels.set(channel.id, channel);
  return channel;
}
