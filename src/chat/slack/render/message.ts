import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import type { Card, CardLine } from '../../../model/card.ts';
import { plain } from '../../../report/plain.ts';
import { signOf, titleSignOf } from '../../columns/sign.ts';
import { renderBlocks } from './blocks.ts';
import { cutTo, largest } from './elements.ts';
import { limits, shares } from './limits.ts';
import { literal, mentionsIn } from './mrkdwn.ts';

export interface RenderedMessage {
  /** For notifications and screen readers; mrkdwn, never empty. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  /** Of what the card shows: the same for the same card, with or without mentions. */
  readonly hash: string;
}

/**
 * A card as a Slack message that Slack accepts whatever the card holds: what is too long is cut with `…`, what is
 * too much is folded (`and 280 more`). Nothing in the card can mention anybody or pass for another message.
 * @param options.mention ready mrkdwn (`<@U1> <!subteam^S1>`) of whom to tell; anything else in it is dropped
 */
export function renderMessage(card: Card, options: { readonly mention?: string } = {}): RenderedMessage {
  const mention = mentionsIn(options.mention ?? '', shares.mention);
  const text = textOf(card);
  const blocks = renderBlocks(card);
  return {
    text: mention === '' ? text : `${mention} ${text}`,
    blocks: mention === '' ? blocks : renderBlocks(card, { mention }),
    hash: hashOf({ text, blocks }),
  };
}

/** The title and as many lines as there is room for. */
function textOf({ title, tone, lines = [] }: Card): string {
  const head = literal(cutTo(`${titleSignOf[tone]} ${plain(title)}`.trim(), shares.title / 2));
  const rest = lines.slice(0, 20).map(lineText);
  const whole = (n: number) => [head, ...rest.slice(0, n)].join('\n');
  return whole(largest(rest.length, (n) => whole(n).length <= limits.text - shares.mention));
}

function lineText({ label, text, tone = 'plain' }: CardLine): string {
  const sign = tone === 'plain' ? '' : signOf[tone];
  const parts = [sign, label === undefined ? '' : plain(label, shares.label), plain(text, 200)];
  return literal(parts.filter((part) => part !== '').join(' '));
}

const hashOf = (shown: unknown): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 32);
