import type { types } from '@slack/bolt';
import type { Lookup } from '../../../intake/lookup.ts';
import type { Card } from '../../../model/card.ts';
import { asFailure } from '../../../model/failure.ts';
import { failureCard } from '../../../report/answer-cards.ts';
import { clockText } from '../../../report/time.ts';
import { inLanguage, type Language } from '../../../text/language.ts';
import { say } from '../../../text/say.ts';
import { told } from '../../../text/told.ts';
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
        ? richText([
            section(
              piece(say`and ${left} more: `),
              piece('/rollout status', { code: true }), // not shown
            ),
          ])
        : []),
    ],
  };
}

const divider: types.DividerBlock = { type: 'divider' };

const head = (now: Date): types.KnownBlock[] => [
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: openForm, text: plainText(say`Deploy …`, 75) },
      { type: 'button', action_id: refreshHome, text: plainText(say`Refresh`, 75) },
    ],
  },
  {
    type: 'context',
    elements: [plainText(say`as it was at ${clockText(now)} · /rollout help lists all commands`, 300)],
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
  /** In which language a channel, or somebody without a choice of their own, is told; absent: English. */
  languageIn?(channel: string): Language;
  readonly now?: () => Date;
}

export function createHome({
  publish,
  lookup,
  languageIn = () => 'en',
  now = () => new Date(),
}: HomeOptions): Home {
  const failed = (error: unknown): Card =>
    failureCard(say`Your clusters could not be read: ${told(asFailure(error, 'rollout').message)}`);
  return {
    async opened({ user, person }) {
      let language = languageIn(user);
      try {
        language = await lookup.language({ person, place: { chat: 'slack', channel: user } });
        const view = await inLanguage(language, async () => homeView(await lookup.home(person), now()));
        await publish(user, view);
      } catch (error) {
        const view = inLanguage(language, () => homeView([failed(error)], now()));
        await publish(user, view).catch(() => undefined);
        throw error;
      }
    },
    async refused(user, text) {
      const shown = inLanguage(languageIn(user), () => told(text));
      const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: shown, verbatim: true } }];
      await publish(user, { type: 'home', blocks });
    },
  };
}
