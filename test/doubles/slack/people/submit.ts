import type { Delivery } from '../delivery/delivery.ts';
import type { Acked, InputValue, Json, JsonObject, SubmitInput } from '../types.ts';
import { isObject, stringIn, textIn } from '../validate/walk.ts';
import { viewBreaches } from '../validate-blocks.ts';
import { openView, replaceView } from '../views.ts';
import { shownView } from '../web/shown.ts';
import type { StoredView, Workspace } from '../workspace.ts';
import { chosen } from './choice.ts';
import { actor, newTrigger } from './interaction.ts';
import { isNamed } from './spot.ts';

/** Submits the topmost modal. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export async function submit(workspace: Workspace, delivery: Delivery, input: SubmitInput): Promise<Acked> {
  const view = topmost(workspace, input.user);
  if (view.source.submit === undefined) throw new Error(`the modal "${view.title}" has no submit button`);
  for (const [name, value] of Object.entries(input.values ?? {})) fill(view, name, value);
  refuseGaps(view);
  const triggerId = newTrigger(workspace, input.user, view.id);
  const payload = {
    type: 'view_submission',
    ...actor(workspace, input.user, input.teamId),
    trigger_id: triggerId,
    view: shownView(workspace, view),
    response_urls: [],
  };
  const acked = await delivery.deliver({ kind: 'interactive', what: `the modal "${view.title}"`, payload });
  if (acked.acked) follow(workspace, view, acked.payload);
  return { ...acked, triggerId };
}

/** Closes the topmost modal; the app hears of it only if it asked to. */
export async function close(
  workspace: Workspace,
  delivery: Delivery,
  user: string,
): Promise<Acked | undefined> {
  const view = topmost(workspace, user);
  const isCleared = view.source.clear_on_close === true;
  workspace.modals.set(user, isCleared ? [] : (workspace.modals.get(user) ?? []).slice(0, -1));
  if (view.source.notify_on_close !== true) return undefined;
  const payload = {
    type: 'view_closed',
    ...actor(workspace, user, undefined),
    view: shownView(workspace, view),
    is_cleared: isCleared,
  };
  return delivery.deliver({ kind: 'interactive', what: `closing the modal "${view.title}"`, payload });
}

function topmost(workspace: Workspace, user: string): StoredView {
  const view = workspace.modals.get(user)?.at(-1);
  if (view === undefined) throw new Error(`${user} sees no modal`);
  return view;
}

function fill(view: StoredView, name: string, value: InputValue): void {
  const inputs = view.blocks.filter((block) => block.type === 'input');
  for (const block of inputs) {
    const element = isObject(block.element) ? block.element : {};
    if (!isNamed({ block, element }, name)) continue;
    const action = stringIn(element, 'action_id') ?? '';
    view.state.get(stringIn(block, 'block_id') ?? '')?.set(action, chosen(element, value));
    return;
  }
  const known = inputs.map((block) => textIn(block, 'label')).join(', ');
  throw new Error(`the modal "${view.title}" has no input "${name}", but ${known || 'none'}`);
}

/** Slack's client doesn't let go of a modal with an empty input that isn't optional. */
function refuseGaps(view: StoredView): void {
  for (const block of view.blocks.filter((one) => one.type === 'input' && one.optional !== true)) {
    const values = [...(view.state.get(stringIn(block, 'block_id') ?? '')?.values() ?? [])];
    const empty = values.some(({ type: _type, ...value }) =>
      Object.values(value).some((one) => one === null || String(one) === ''),
    );
    if (empty) throw new Error(`Slack asks for "${textIn(block, 'label')}" first`);
  }
}

/** What the acknowledgement says to do with the modal. https://docs.slack.dev/surfaces/modals#response_actions */
function follow(workspace: Workspace, view: StoredView, answer: JsonObject): void {
  const action = answer.response_action;
  if (action === 'errors') checkErrors(workspace, view, answer.errors);
  else if (action === 'update' || action === 'push') showNext(workspace, view, action, answer.view);
  else if (action === 'clear') workspace.modals.set(view.user, []);
  else {
    if (Object.keys(answer).length > 0) {
      workspace.problem(`a modal can't be answered with ${JSON.stringify(answer)}`);
    }
    const stack = workspace.modals.get(view.user) ?? [];
    const left = stack.filter((one) => one.id !== view.id);
    workspace.modals.set(view.user, left);
  }
}

function showNext(
  workspace: Workspace,
  view: StoredView,
  action: 'update' | 'push',
  given: Json | undefined,
): void {
  const source = isObject(given) ? given : {};
  const breaches = viewBreaches(source);
  if (breaches.length > 0) workspace.problem(`response_action ${action}: ${breaches.join('; ')}`);
  else if (action === 'update') replaceView(workspace, view, source);
  else {
    const stack = workspace.modals.get(view.user) ?? [];
    workspace.modals.set(view.user, [...stack, openView(workspace, view.user, source, view)]);
  }
}

function checkErrors(workspace: Workspace, view: StoredView, errors: Json | undefined): void {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  const named = isObject(errors) ? Object.keys(errors) : [];
  const strange = named.filter((name) => !inputs.includes(name));
  if (named.length === 0 || strange.length > 0) {
    workspace.problem(`response_action errors names no input: ${strange.join(', ') || 'empty'}`);
  }
}
