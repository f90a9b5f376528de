import type { types } from '@slack/bolt';
import type { Button } from '../../../model/card.ts';
import { plain } from '../../../report/plain.ts';
import { say } from '../../../text/say.ts';
import { largest, plainText, sizeOf } from './elements.ts';
import { limits, shares } from './limits.ts';

/** Every button of a card has an `action_id` that begins so, and its command as value. */
export const commandAction = /^command:/u;

export interface RenderedButtons {
  readonly blocks: types.ActionsBlock[];
  /** What has no button: too long for one, or there is no room for so many. It can be typed. */
  readonly leftOut: readonly Button[];
}

/**
 * A card's buttons; the commands are their values. Where there is no room for all, those that end something stay.
 * @param name tells apart the buttons of several cards in one view
 */
export function renderButtons(buttons: readonly Button[], name: string): RenderedButtons {
  const able = buttons.filter(({ command }) => command.trim() !== '' && command.length <= limits.value);
  const ranked = [...able].sort((a, b) => Number(b.style === 'danger') - Number(a.style === 'danger'));
  const kept = (n: number): ReadonlySet<Button> => new Set(ranked.slice(0, n));
  const rendered = (n: number) =>
    able.filter((button) => kept(n).has(button)).map((each, at) => element(each, `${name}${at}`));
  const n = largest(Math.min(able.length, limits.actions), (k) => sizeOf(rendered(k)) <= shares.buttons);
  const elements = rendered(n);
  return {
    blocks: elements.length === 0 ? [] : [{ type: 'actions', elements }],
    leftOut: buttons.filter((button) => !kept(n).has(button)),
  };
}

function element(button: Button, name: string): types.Button {
  const { label, command, style } = button;
  return {
    type: 'button',
    action_id: `command:${name}`,
    text: plainText(plain(label), limits.label),
    value: command,
    ...(style && { style }),
    ...(button.confirm !== undefined && { confirm: dialog(button, button.confirm) }),
  };
}

const dialog = ({ label, style }: Button, question: string): types.ConfirmationDialog => ({
  title: plainText(say`Are you sure?`, 100),
  text: plainText(plain(question), limits.confirmText),
  confirm: plainText(plain(label), limits.confirmLabel),
  deny: plainText(say`Cancel`, limits.confirmLabel),
  ...(style && { style }),
});
