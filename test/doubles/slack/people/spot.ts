import type { JsonObject, SlackMessage, Spot } from '../types.ts';
import { elementsOf, stringIn, textIn } from '../validate/walk.ts';
import { channelOf, type StoredMessage, type StoredView, stateOf, type Workspace } from '../workspace.ts';

/** Something interactive that a person can see, and where it is. */
export interface Found {
  readonly block: JsonObject;
  readonly element: JsonObject;
  readonly message?: SlackMessage;
  readonly view?: StoredView;
}

interface Search extends Spot {
  readonly user: string;
  readonly stale?: boolean;
}

/** All interactive elements that the person sees in the spot, the latest message's first. */
export function elementsAt(workspace: Workspace, search: Search): readonly Found[] {
  if (search.channel !== undefined && search.in === undefined) {
    return messagesFor(workspace, search.channel, search).flatMap((message) =>
      elementsIn(message.blocks).map((found) => ({ ...found, message })),
    );
  }
  const view = viewFor(workspace, search);
  return view === undefined ? [] : elementsIn(view.blocks).map((found) => ({ ...found, view }));
}

function messagesFor(
  workspace: Workspace,
  channel: string,
  { user, ts, stale }: Search,
): readonly SlackMessage[] {
  const seen = channelOf(workspace, channel).messages.filter((message) => isSeenBy(message, user));
  const asked = seen.filter((message) => ts === undefined || stateOf(message).ts === ts).toReversed();
  if (stale === true)
    return asked.flatMap((message) => message.states.toReversed()).filter((state) => !state.deleted);
  return asked.map((message) => stateOf(message)).filter((state) => !state.deleted);
}

const isSeenBy = (message: StoredMessage, user: string): boolean => {
  const only = stateOf(message).ephemeralFor;
  return only === undefined || only === user;
};

function viewFor(workspace: Workspace, { user, in: where }: Search): StoredView | undefined {
  const modal = workspace.modals.get(user)?.at(-1);
  const home = workspace.homes.get(user);
  if (where === undefined) return modal ?? home;
  return where === 'modal' ? modal : home;
}

const elementsIn = (blocks: readonly JsonObject[]): readonly Found[] =>
  blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));

/** Whether it goes by this name: its text, its placeholder, its input's label, its action_id or its block_id. */
export const isNamed = ({ block, element }: Found, name: string): boolean =>
  [
    textIn(element, 'text'),
    textIn(element, 'placeholder'),
    textIn(block, 'label'),
    stringIn(element, 'action_id'),
    stringIn(block, 'block_id'),
  ].includes(name);
