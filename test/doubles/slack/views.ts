import { withIds } from './messages.ts';
import type { JsonObject } from './types.ts';
import { elementsOf, isObject, objectsIn, stringIn, textIn } from './validate/walk.ts';
import type { StoredView, Workspace } from './workspace.ts';

/** A view that a person is to see; `below` is the one that it is pushed onto. */
export function openView(
  workspace: Workspace,
  user: string,
  source: JsonObject,
  below?: StoredView,
): StoredView {
  const id = workspace.id('V');
  return stored(workspace, source, { id, user, rootId: below?.rootId ?? id, previousId: below?.id ?? null });
}

/** Puts another content into an open view; what was typed into inputs that are still there stays. */
export function replaceView(workspace: Workspace, old: StoredView, source: JsonObject): StoredView {
  const view = stored(workspace, source, old);
  for (const [block, actions] of view.state) {
    for (const action of actions.keys()) {
      const typed = old.state.get(block)?.get(action);
      if (typed !== undefined) actions.set(action, typed);
    }
  }
  if (workspace.homes.get(view.user)?.id === view.id) workspace.homes.set(view.user, view);
  const stack = workspace.modals.get(view.user) ?? [];
  workspace.modals.set(
    view.user,
    stack.map((one) => (one.id === view.id ? view : one)),
  );
  return view;
}

type Place = Pick<StoredView, 'id' | 'user' | 'rootId' | 'previousId'>;

function stored(
  workspace: Workspace,
  source: JsonObject,
  { id, user, rootId, previousId }: Place,
): StoredView {
  const blocks = withIds(workspace, objectsIn(source.blocks));
  const title = textIn(source, 'title');
  return {
    id,
    user,
    rootId,
    previousId,
    type: source.type === 'home' ? 'home' : 'modal',
    hash: `${workspace.clock.ts()}.${workspace.id('h')}`,
    callbackId: stringIn(source, 'callback_id') ?? '',
    privateMetadata: stringIn(source, 'private_metadata') ?? '',
    ...(title !== undefined && { title }),
    blocks,
    source,
    state: initialState(blocks),
  };
}

/** What stands in each input and menu at first. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
function initialState(blocks: readonly JsonObject[]): Map<string, Map<string, JsonObject>> {
  const state = new Map<string, Map<string, JsonObject>>();
  for (const block of blocks) {
    const kept = elementsOf(block).filter((element) => stateless.every((type) => type !== element.type));
    if (kept.length === 0) continue;
    const values = kept.map(
      (element) => [stringIn(element, 'action_id') ?? '', initialValue(element)] as const,
    );
    state.set(stringIn(block, 'block_id') ?? '', new Map(values));
  }
  return state;
}

const stateless = ['button', 'overflow', 'image', 'plain_text', 'mrkdwn'];

function initialValue(element: JsonObject): JsonObject {
  const type = String(element.type);
  if (type.endsWith('_input')) return { type, value: stringIn(element, 'initial_value') ?? null };
  if (type === 'checkboxes' || type.startsWith('multi_')) {
    return { type, selected_options: objectsIn(element.initial_options) };
  }
  if (type === 'datepicker') return { type, selected_date: stringIn(element, 'initial_date') ?? null };
  if (type === 'timepicker') return { type, selected_time: stringIn(element, 'initial_time') ?? null };
  if (type === 'users_select') return { type, selected_user: stringIn(element, 'initial_user') ?? null };
  if (type === 'conversations_select') {
    return { type, selected_conversation: stringIn(element, 'initial_conversation') ?? null };
  }
  return { type, selected_option: isObject(element.initial_option) ? element.initial_option : null };
}
