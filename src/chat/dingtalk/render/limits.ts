/**
 * What DingTalk accepts: `msgParam` at most 15,000 bytes of UTF-8, a webhook's message 20,000
 * (https://open.dingtalk.com/document/orgapp/the-robot-sends-a-group-message); five buttons on an action card. A card's
 * text gets no more than a message's.
 */
export const limits = {
  /** For the text of a message, as JSON within JSON: the rest is for its title and buttons. */
  textBytes: 10_000,
  title: 120,
  buttons: 5,
  /** Buttons that the card template has places for. */
  cardButtons: 8,
  label: 40,
  /** Of a button's address, which holds its command with an escape for each byte that is no letter. */
  url: 600,
} as const;

/** How many bytes a text takes, with what JSON within JSON makes of it. */
export const sizeOf = (text: string): number =>
  Buffer.byteLength(JSON.stringify(JSON.stringify(text)), 'utf8');
