import type { Answer } from '../../intake/intake.ts';
import type { Button } from '../../model/card.ts';
import type { Update } from '../../report/report.ts';
import { type Attention, approvalOf, attentionOf, promptFor } from './attention.ts';
import { liveLines } from './live-lines.ts';
import type { Show } from './show.ts';
import type { Surface } from './surface.ts';

/** What is on the screen: the rollouts that are followed, what they ask, and what was answered from here. */
export interface Board {
  readonly watched: ReadonlyMap<string, Update>;
  /** Draws the update; gives the approve command of a plan that was not approved from here. */
  see(update: Update): string | undefined;
  leave(rollout: string): void;
  /** The command is on its way: what it answers is not asked again. */
  answering(command: string): void;
  /** This answer stands on the screen. */
  shown(answer: Answer): void;
  buttons(): readonly Button[];
  labels(): readonly string[];
}

export interface BoardOptions {
  readonly surface: Surface;
  readonly show: Show;
  /** The prompt where nothing is asked. */
  readonly prompt: string;
}

export function createBoard({ surface, show, prompt }: BoardOptions): Board {
  const watched = new Map<string, Update>();
  const answered = new Map<string, string>();
  const plansShown = new Set<string>();
  /** Of the last answer. Those of a rollout count until it is followed: then its own are newer. */
  let last: { readonly rollout?: string; readonly buttons: readonly Button[] } = { buttons: [] };

  /** What the rollout asks and nobody here has answered. */
  const openOf = (update: Update): Attention | undefined => {
    const attention = attentionOf(update);
    return attention?.key === answered.get(update.rollout) ? undefined : attention;
  };
  const draw = () => {
    const updates = [...watched.values()];
    surface.live(liveLines(updates, show));
    const [open] = updates.flatMap((update) => openOf(update) ?? []);
    surface.prompt(open ? promptFor(open) : prompt);
  };
  const showPlan = (update: Update, command: string) => {
    if (plansShown.has(command)) return;
    plansShown.add(command);
    surface.print(show.card(update.card));
  };
  const buttons = () => [...[...watched.values()].flatMap(({ card }) => card.buttons ?? []), ...last.buttons];
  return {
    watched,
    see(update) {
      watched.set(update.rollout, update);
      if (update.rollout === last.rollout) last = { buttons: [] };
      const attention = attentionOf(update);
      if (attention?.key !== answered.get(update.rollout)) answered.delete(update.rollout);
      if (attention?.kind === 'approval') showPlan(update, attention.key);
      draw();
      return attention?.kind === 'approval' ? openOf(update)?.key : undefined;
    },
    leave(rollout) {
      watched.delete(rollout);
      draw();
    },
    answering(command) {
      if (last.rollout !== undefined && command === approvalOf(last.buttons)?.command)
        answered.set(last.rollout, command);
      for (const update of watched.values()) {
        const attention = attentionOf(update);
        const answers = attention?.buttons.some((button) => button.command === command);
        if (attention && answers) answered.set(update.rollout, attention.key);
      }
      draw();
    },
    shown({ rollout, card: { buttons = [] } }) {
      const approval = approvalOf(buttons);
      if (approval) plansShown.add(approval.command);
      const followed = rollout !== undefined && watched.has(rollout);
      last = { buttons: followed ? [] : buttons, ...(rollout !== undefined && { rollout }) };
    },
    buttons,
    labels: () => buttons().map(({ label }) => label),
  };
}
