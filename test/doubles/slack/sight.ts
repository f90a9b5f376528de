import type { Sockets } from './delivery/sockets.ts';
import { isRoot, repliesTo, visibleIn } from './messages.ts';
import { createReader } from './render/reader.ts';
import { transcriptOf } from './render/transcript.ts';
import type { Sight } from './types.ts';
import { seenView } from './web/shown.ts';
import { channelOf, stateOf, type Workspace } from './workspace.ts';

/** What can be seen in the workspace. */
export function createSight(workspace: Workspace, sockets: Sockets): Sight {
  const reader = createReader(workspace);
  return {
    messages: (channel) =>
      visibleIn(channelOf(workspace, channel))
        .filter((message) => isRoot(message))
        .map((message) => stateOf(message)),
    thread: (channel, ts) => repliesTo(channelOf(workspace, channel), ts).map((message) => stateOf(message)),
    states: (channel, ts) =>
      channelOf(workspace, channel).messages.find((message) => message.states[0].ts === ts)?.states ?? [],
    ephemerals: (user, channel) =>
      [...workspace.channels.values()]
        .filter((one) => channel === undefined || one.id === channel)
        .flatMap((one) => one.messages.map((message) => stateOf(message)))
        .filter((message) => message.ephemeralFor === user && !message.deleted)
        .sort((a, b) => Number(a.ts) - Number(b.ts)),
    homeOf: (user) => {
      const home = workspace.homes.get(user);
      return home && seenView(home);
    },
    viewsOf: (user) => (workspace.modals.get(user) ?? []).map((view) => seenView(view)),
    read: (shown) => reader.read(shown).join('\n'),
    transcript: (channel) => transcriptOf(workspace, reader, channel),
    calls: (method) => workspace.calls.filter((call) => method === undefined || call.method === method),
    problems: () => [...workspace.problems],
    sockets: () => sockets.open().length,
    openSockets: () => sockets.open(),
    fileContent: (id) => {
      const content = workspace.files.get(id)?.content;
      if (content === undefined) throw new Error(`there is no file ${id}`);
      return content.toString();
    },
  };
}
