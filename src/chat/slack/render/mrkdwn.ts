/**
 * `&`, `<` and `>` are all that Slack reads as mentions and links in text (docs.slack.dev/messaging/formatting-message-text,
 * "Escaping text"); escaped they are shown as themselves.
 */
export const escapeText = (text: string): string =>
  text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');

const lookalikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/**
 * Text from outside for a mrkdwn text, so that it is shown as it is: mrkdwn has no escape for its own signs, so those
 * that could begin or end a format become lookalikes, and no `:name:` becomes an emoji. Blocks don't need it: they
 * carry such text where Slack reads no mrkdwn at all.
 */
export const literal = (text: string): string =>
  escapeText(
    text
      .replace(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu, (sign) => lookalikes[sign] ?? sign)
      .replace(/:(?=[\p{L}\p{N}_+'-]+:)/gu, ':\u200b'),
  );

/** For plain text: nothing in it is read as a mention, by Slack's word; here it isn't even written like one. */
export const unmentioning = (text: string): string => text.replace(/<(?=[!@#])/gu, '<\u200b');

const mentionToken = /^<(?:@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+)>$/u;

/**
 * The mentions of people and user groups (`<@U1> <!subteam^S1>`) in a ready text, as many whole ones as `most`
 * characters hold; everything else in it is dropped.
 */
export function mentionsIn(text: string, most: number): string {
  let kept = '';
  for (const token of text.split(/\s+/u).filter((each) => mentionToken.test(each))) {
    const longer = kept === '' ? token : `${kept} ${token}`;
    if (longer.length > most) break;
    kept = longer;
  }
  return kept;
}
