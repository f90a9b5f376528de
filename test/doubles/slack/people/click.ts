import type { Delivery } from '../delivery/delivery.ts';
import type { Acked, ChoiceInput, ClickInput, JsonObject } from '../types.ts';
import { stringIn, textIn } from '../validate/walk.ts';
import { newResponseUrl } from '../web/response-urls.ts';
import { shownMessage, shownView } from '../web/shown.ts';
import { channelOf, type Workspace } from '../workspace.ts';
import { chosen } from './choice.ts';
import { actor, newTrigger } from './interaction.ts';
import { elementsAt, type Found, isNamed } from './spot.ts';

/** Clicks the one button that was meant. */
export async function click(workspace: Workspace, delivery: Delivery, input: ClickInput): Promise<Acked> {
  const found = buttonFor(workspace, input);
  const { element, block } = found;
  const value = input.forge?.value ?? stringIn(element, 'value');
  const style = stringIn(element, 'style');
  return act(workspace, delivery, input, found, {
    type: 'button',
    action_id: input.forge?.actionId ?? element.action_id ?? '',
    block_id: block.block_id ?? '',
    text: element.text ?? null,
    ...(value !== undefined && { value }),
    ...(style !== undefined && { style }),
  });
}

function buttonFor(workspace: Workspace, input: ClickInput): Found {
  const buttons = elementsAt(workspace, input).filter(({ element }) => element.type === 'button');
  const named = buttons.filter(({ element }) => textIn(element, 'text') === input.label);
  const meant = named.filter(({ element }) => input.value === undefined || element.value === input.value);
  const found = meant[input.nth ?? 0];
  if (found === undefined) {
    const seen = buttons.map(({ element }) => `[${textIn(element, 'text')}]`).join(' ') || 'no button';
    throw new Error(`${input.user} sees no button "${input.label}" there, but ${seen}`);
  }
  return found;
}

/** Chooses in a menu. In an input that doesn't dispatch it is only kept until the modal is submitted. */
export async function choose(
  workspace: Workspace,
  delivery: Delivery,
  input: ChoiceInput,
): Promise<Acked | undefined> {
  const found = elementsAt(workspace, input).find((one) => isNamed(one, input.menu));
  if (found === undefined) throw new Error(`${input.user} sees no menu "${input.menu}" there`);
  const { element, block, view } = found;
  const blockId = stringIn(block, 'block_id') ?? '';
  const actionId = stringIn(element, 'action_id') ?? '';
  const value = chosen(element, input.option);
  view?.state.get(blockId)?.set(actionId, value);
  if (block.type === 'input' && block.dispatch_action !== true) return undefined;
  return act(workspace, delivery, input, found, { ...value, action_id: actionId, block_id: blockId });
}

/** Sends a block_actions payload. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
async function act(
  workspace: Workspace,
  delivery: Delivery,
  input: ClickInput | ChoiceInput,
  found: Found,
  action: JsonObject,
): Promise<Acked> {
  const triggerId = newTrigger(workspace, input.user, found.view?.id);
  const where =
    found.message === undefined ? inView(workspace, found) : inMessage(workspace, input.user, found.message);
  const payload = {
    type: 'block_actions',
    ...actor(workspace, input.user, input.teamId),
    trigger_id: triggerId,
    ...where,
    actions: [{ ...action, action_ts: workspace.clock.ts() }],
  };
  const label = textIn(found.element, 'text') ?? action.action_id;
  const acked = await delivery.deliver({ kind: 'interactive', what: `the click on [${label}]`, payload });
  const responseUrl = stringIn(payload, 'response_url');
  return { ...acked, triggerId, ...(responseUrl !== undefined && { responseUrl }) };
}

function inMessage(workspace: Workspace, user: string, message: Found['message'] & object): JsonObject {
  const channel = channelOf(workspace, message.channel);
  const ephemeral = message.ephemeralFor !== undefined;
  const { threadTs } = message;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(threadTs !== undefined && { thread_ts: threadTs }),
    },
    channel: { id: channel.id, name: channel.name },
    ...(!ephemeral && { message: shownMessage(workspace, message, true) }),
    state: { values: {} },
    response_url: newResponseUrl(workspace, {
      channel: channel.id,
      user,
      message: { ts: message.ts, ephemeral },
    }),
  };
}

function inView(workspace: Workspace, { view }: Found): JsonObject {
  if (view === undefined) return {};
  return { container: { type: 'view', view_id: view.id }, view: shownView(workspace, view) };
}
