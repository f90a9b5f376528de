/** How people, channels and user groups are called. */
export interface Names {
  user(id: string): string;
  channel(id: string): string;
  group(id: string): string;
}

const unescaped: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/** Those that are easier to read as pictures; others stay as their code. */
const emoji: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  rotating_light: '🚨',
  lock: '🔒',
  unlock: '🔓',
  snowflake: '❄️',
  rocket: '🚀',
  red_circle: '🔴',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  white_circle: '⚪',
  no_entry: '⛔',
  arrow_right: '➡️',
  arrows_counterclockwise: '🔄',
  double_vertical_bar: '⏸️',
  wrench: '🔧',
  eyes: '👀',
};

/**
 * Text in Slack's markup as a person sees it: what was escaped is plain again, mentions are names. A real mention of
 * everybody ends with two exclamation marks, so that it can't be taken for text that only looks like one.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export const readMarkup = (text: string, names: Names): string =>
  text.replace(
    /<([^<>]*)>|&(amp|lt|gt);|:([a-z_]+):/g,
    (whole, inner?: string, entity?: string, code?: string) => {
      if (inner !== undefined) return readReference(inner, names);
      if (entity !== undefined) return unescaped[entity] ?? whole;
      return emoji[code ?? ''] ?? whole;
    },
  );

/** Plain text knows only escapes and emoji. */
export const readPlain = (text: string): string =>
  text.replace(/&(amp|lt|gt);|:([a-z_]+):/g, (whole, entity?: string, code?: string) =>
    entity === undefined ? (emoji[code ?? ''] ?? whole) : (unescaped[entity] ?? whole),
  );

function readReference(inner: string, names: Names): string {
  const [target = '', label] = inner.split('|');
  const shown = label === undefined ? undefined : readPlain(label);
  if (/^!(channel|here|everyone)$/.test(target)) return `@${target.slice(1)}!!`;
  if (target.startsWith('!subteam^')) return `@${names.group(target.slice('!subteam^'.length))}`;
  if (target.startsWith('!date^')) return shown ?? target;
  if (target.startsWith('@')) return `@${names.user(target.slice(1))}`;
  if (target.startsWith('#')) return `#${names.channel(target.slice(1))}`;
  return shown === undefined || shown === target ? readPlain(target) : `${shown} (${readPlain(target)})`;
}

/** Whether the text, sent to Slack, would call everybody in the channel. */
export const callsEverybody = (text: string): boolean => /<!(channel|here|everyone)(\|[^>]*)?>/.test(text);
