import { kept } from '../../text/say.ts';

/**
 * What is wrong with a secret of Slack's, by its beginning: https://docs.slack.dev/authentication/tokens. A message says
 * what the secret is, and never repeats it.
 */
type Unfit = (value: string) => string | undefined;

const bot = kept`the “Bot User OAuth Token” (\`xoxb-…\`), under “OAuth & Permissions” of the app's settings`;
const app = kept`an app-level token (\`xapp-…\`), under “Basic Information” of the app's settings`;
const signing = kept`the “Signing Secret”, under “Basic Information” of the app's settings`;

/** Longer beginnings first. */
const kinds: readonly (readonly [prefix: string, told: string])[] = [
  ['xoxb-', kept`is a bot token (\`xoxb-…\`), which goes into \`botToken\``],
  ['xapp-', kept`is an app-level token (\`xapp-…\`), which goes into \`appToken\``],
  ['xoxp-', kept`is a person's own token (\`xoxp-…\`), and the bot acts as itself`],
  [
    'xoxe',
    kept`is a token that expires (\`xoxe…\`): the app has token rotation, and the bot renews no tokens`,
  ],
  ['xox', kept`is a token of another kind`],
];

export const botToken: Unfit = (value) => (/^xoxb-\S+$/.test(value) ? undefined : unfit(value, 'xoxb-', bot));

export const appToken: Unfit = (value) => (/^xapp-\S+$/.test(value) ? undefined : unfit(value, 'xapp-', app));

export const signingSecret: Unfit = (value) =>
  /^(?!xox|xapp-)\S+$/.test(value) ? undefined : unfit(value, undefined, signing);

function unfit(value: string, own: string | undefined, wanted: string): string {
  const kind = kinds.find(([prefix]) => value.startsWith(prefix));
  if (kind === undefined || kind[0] === own) return kept`must be ${wanted}, and nothing else`;
  return kept`${kind[1]}; this must be ${wanted}`;
}
