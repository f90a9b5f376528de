import type { Button } from '../../model/card.ts';

/** What a typed label means: one command, several that it could be, or nothing. */
export type Pressed =
  | { readonly command: string; readonly confirm?: string }
  | { readonly several: readonly string[] }
  | undefined;

/** A label in any case, or its beginning where only one button begins so. */
export function press(text: string, buttons: readonly Button[]): Pressed {
  const typed = text.trim().toLowerCase();
  if (typed === '') return undefined;
  const whole = buttons.filter(({ label }) => label.toLowerCase() === typed);
  const found =
    whole.length > 0 ? whole : buttons.filter(({ label }) => label.toLowerCase().startsWith(typed));
  const commands = [...new Set(found.map(({ command }) => command))];
  const [command] = commands;
  if (command === undefined) return undefined;
  if (commands.length > 1) return { several: commands };
  const confirm = found.find((button) => button.confirm !== undefined)?.confirm;
  return { command, ...(confirm !== undefined && { confirm }) };
}
