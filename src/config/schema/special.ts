import { z } from 'zod';
import { Secret } from '../../model/secret.ts';
import { kept } from '../../text/say.ts';
import { isRecord, text } from './leaf.ts';

/** Values that are more than what the file's text says: paths, secrets, shell text, one-or-many. */

/** Without its full stop: what it may say is told behind it, where it is missing. */
export const kindOfBalancer = kept`The kind of load balancer`;

/** How a secret may be written, for messages and descriptions. */
export const secretForms = kept`\`\${NAME}\` from the environment, \`file:PATH\`, or the secret itself`;

/**
 * Already a Secret here: values.ts turned the file's text (or what it refers to) into one.
 * @param unfit what is wrong with a secret's text, in words that repeat nothing of it; undefined where it will do
 */
export const secret = (unfit: (value: string) => string | undefined = () => undefined) =>
  z
    .custom<Secret>((value) => value instanceof Secret, {
      error: kept`must be text: ${secretForms}, in quotes`,
    })
    .superRefine((value, context) => {
      const message = value instanceof Secret ? unfit(value.reveal()) : undefined;
      if (message !== undefined) context.addIssue(message);
    })
    .meta({ type: 'string', minLength: 1, 'x-secret': true, 'x-type': 'secret' });

/** On the bot's own machine; `~` is its user's home, and a relative path starts at the configuration file. */
export const localPath = (what: string) => text(kept`must be the path of ${what}`).meta({ 'x-type': 'path' });

/** On another machine, where nothing could make a relative path safe. */
export const remotePath = (what: string) =>
  text(kept`must be the absolute path of ${what}`, /^[/~]/).meta({ 'x-type': 'path' });

const aBaseUrl = kept`must be an http:// or https:// URL without \`?\` and \`#\``;

/** Where an API is. */
export const baseUrl = () =>
  text(aBaseUrl, /^https?:\/\/[^\s/?#]+[^\s?#]*$/)
    .superRefine((value, context) => {
      if (!URL.canParse(value)) context.addIssue(aBaseUrl);
    })
    .meta({ 'x-type': 'URL' });

/** Text for a shell on the host: `$NAME` and `${NAME}` in it are that shell's, so nothing is replaced. */
export const shell = () =>
  text(kept`must be shell text`, /\S/).meta({ 'x-shell': true, 'x-type': 'shell text' });

/** One value, or a list of them; always a list afterwards. */
export function oneOrMany<T extends z.ZodType>(item: T, what: string) {
  const message = { error: kept`must be ${what}, or a list of them` };
  const many = z.array(item, message).min(1, { error: kept`must be ${what}, or a list of at least one` });
  const one = item.transform((value): z.output<T>[] => [value]);
  return z.union([one, many], message);
}

/** For checks over a whole mapping: they run even where one of its values is wrong, so that every error is told at once. */
export const whenMapping = { when: (payload: { value: unknown }) => isRecord(payload.value) };

const listed = (keys: readonly string[]): string => keys.map((key) => `\`${key}\``).join(' and ');

/** The parts of an object that may stand in at most (or exactly) one of several ways. */
export function only(which: 'exactlyOne' | 'atMostOne', of: readonly string[]) {
  const told = of.map((key) => `\`${key}\``);
  const names = `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`; // not shown
  return (value: object, context: { addIssue(message: string): void }): void => {
    const present = of.filter((key) => key in value);
    if (present.length > 1) {
      context.addIssue(
        which === 'exactlyOne'
          ? kept`takes exactly one of ${names}, and has ${listed(present)}`
          : kept`takes at most one of ${names}, and has ${listed(present)}`,
      );
    } else if (present.length === 0 && which === 'exactlyOne') {
      context.addIssue(kept`takes exactly one of ${names}, and has none`);
    }
  };
}

/** A socket's path; values.ts has put the path of `$SSH_AUTH_SOCK` where the file says `true`. */
export const agent = () =>
  text(kept`must be \`true\` (the agent at \`$SSH_AUTH_SOCK\`) or the path of an agent's socket`).meta({
    type: ['string', 'boolean'],
    'x-agent': true,
    'x-type': '`true` or path',
  });

/** The rule for names of one's own choice that people read and type. */
export const plainName = {
  // Any script's letters; editors apply patterns without the flag that \p{L} would need.
  pattern: /^[^\s,;:@/\\"'`$(){}[\]<>|&]+$/,
  hint: kept`must be a name without spaces and punctuation, except \`.\`, \`_\` and \`-\``,
};
