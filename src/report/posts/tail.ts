import type { CardLine } from '../../model/card.ts';
import { plain } from '../plain.ts';
import type { RolloutView } from './view.ts';

/** The last lines that a job printed, each marked as what a host said. */
export const tailLines = (view: RolloutView, host: string, attempt: number): CardLine[] =>
  view.tailOf(host, attempt).map((text) => ({ label: '│', text: plain(text, 200) }));
