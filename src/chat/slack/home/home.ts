import type { types } from '@slack/bolt';
import type { Lookup } from '../../../intake/lookup.ts';
import type { Card } from '../../../model/card.ts';
import { asFailure } from '../../../model/failure.ts';
import { failureCard } from '../../../report/answer-cards.ts';
import { clockText } from '../../../report/time.ts';
import { inLanguage } from '../../../text/language.ts';
import { openForm } from '../modal/names.ts';
import { renderBlocks } from '../render/blocks.ts';
import { largest, piece, plainText, richText, section, sizeOf } from '../render/elements.ts';

/** The button that reads everything again. */
export const refreshHome = 'refresh-home';

/** Slack takes 100 blocks, and 250,000 characters. */
const most = { blocks: 96, size: 150_000 };

/** The App Home: a card for each cluster, as many as Slack takes. */
export function homeView(cards: readonly Card[], now: Date): types.HomeView {
  const blocks = cards.map((card, at) => [divider, ...renderBlocks(card, { name: `${at}.` }).map(withForm)]);
  const shown = (n: number) => blocks.slice(0, n).flat();
  const n = largest(cards.length, (k) => shown(k).length <= most.blocks && sizeOf(shown(k)) <= most.size);
  const left = cards.length - n;
  return {
    type: 'home',
    blocks: [
      ...head(now),
      ...shown(n),
      ...(left > 0
        ? richText([section(piece(`and ${left} more: `), piece('/rollout status', { code: true }))])
        : []),
    ],
  };
}

const divider: types.DividerBlock = { type: 'divider' };

const head = (now: Date): types.KnownBlock[] => [
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: openForm, text: plainText('Deploy …', 75) },
      { type: 'button', action_id: refreshHome, text: plainText('Refresh', 75) },
    ],
  },
  {
    type: 'context',
    elements: [plainText(`as it was at ${clockText(now)} · /rollout help lists all commands`, 300)],
  },
];

/** A cluster's Deploy button has only half of a command as value: the form asks for the rest. */
function withForm(block: types.KnownBlock): types.KnownBlock {
  if (block.type !== 'actions') return block;
  return {
    ...block,
    elements: block.elements.map((each) => (each.type === 'button' ? formButton(each) : each)),
  };
}

function formButton(button: types.Button): types.Button {
  const [, cluster] = /^deploy (\S+)$/u.exec(button.value ?? '') ?? [];
  return cluster === undefined ? button : { ...button, action_id: `${openForm}:${cluster}`, value: cluster };
}

export interface Home {
  /** Shows the person their clusters. Throws what the look-up or Slack threw, after saying so in the home. */
  opened(who: { readonly user: string; readonly person: string }): Promise<void>;
  /** Tells somebody who is not listened to why; `text` is ready mrkdwn. */
  refused(user: string, text: string): Promise<void>;
}

export interface HomeOptions {
  /** `views.publish` */
  publish(user: string, view: types.HomeView): Promise<void>;
  readonly lookup: Lookup;
  readonly now?: () => Date;
}

export function createHome({ publish, lookup, now = () => new Date() }: HomeOptions): Home {
  const failed = (error: unknown): Card =>
    failureCard(`Your clusters could not be read: ${asFailure(error, 'rollout').message}`);
  return {
    async opened({ user, person }) {
      try {
        const language = await lookup.language({ person, place: { chat: 'slack', channel: user } });
        const view = await inLanguage(language, async () => homeView(await lookup.home(person), now()));
        await publish(user, view);
      } catch (error) {
        await publish(user, homeView([failed(error)], now())).catch(() => undefined);
        throw error;
      }
    },
    async refused(user, text) {
      const blocks = [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }];
      await publish(user, { type: 'home', blocks });
    },
  };
}
