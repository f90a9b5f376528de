const token = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/gu;
const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/**
 * What a person typed, from what Slack made of it: links, mentions and entities are text again, line ends spaces
 * (https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages).
 * @param nameOf the name under which a user id is known, for `audit --person @alice`
 */
export function asTyped(text: string, nameOf: (user: string) => string | undefined): string {
  const written = text.replace(token, (_, sign: string, target: string, label?: string) => {
    if (sign === '@') return nameOf(target) ?? label ?? target;
    if (sign === '#') return `#${label || target}`;
    if (sign === '!') return label || `@${target}`;
    return label || target;
  });
  return written
    .replace(/&(?:lt|gt|amp);/gu, (entity) => entities[entity] ?? entity)
    .replace(/[\r\n\t]+/gu, ' ')
    .trim();
}

/** The message without its mention of the bot, and without the code marks that people put around commands. */
export function withoutMention(text: string, bot: string): string {
  const rest = text.split(`<@${bot}>`).join(' ').trim();
  return /^(`{1,3})([^`]+)\1$/u.exec(rest)?.[2]?.trim() ?? rest;
}
