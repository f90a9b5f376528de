import type { Tone } from '../../model/card.ts';

/** Puts colour on finished text; with colour off it gives the text back. */
export interface Paint {
  tone(tone: Tone, text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

const tones: Readonly<Record<Tone, readonly [number, number] | undefined>> = {
  plain: undefined,
  good: [32, 39],
  warning: [33, 39],
  bad: [31, 39],
};

export function createPaint(colour: boolean): Paint {
  const sgr = (text: string, on: number, off: number): string =>
    colour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    tone(tone, text) {
      const codes = tones[tone];
      return codes ? sgr(text, ...codes) : text;
    },
    bold: (text) => sgr(text, 1, 22),
    dim: (text) => sgr(text, 2, 22),
  };
}
