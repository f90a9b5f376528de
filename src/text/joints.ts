import { withoutQuotes } from './fits.ts';

/** How sentences are put together in English, and in the reader's language. */
interface Joint {
  readonly english: string;
  readonly told: string;
  /** Beside it there is no prose, so that a word alone is ours: `r1 deploy web v1 → v2 · failed`. */
  readonly words?: true;
}

/** The looser first. */
const joints: readonly Joint[] = [
  { english: ' · ', told: ' · ', words: true },
  { english: '. ', told: '。' },
  { english: '; ', told: '；' },
  { english: ': ', told: '：' },
  { english: ', ', told: '，' },
];

/** A text with more of them is cut at each of one kind at once. */
const mostJoints = 12;

/** A text in parts, without the joints between them. */
export interface Cut extends Pick<Joint, 'told' | 'words'> {
  readonly parts: readonly string[];
}

/** The ways to cut a text at a joint that does not stand between quotes or brackets. */
export function cutsOf(text: string): readonly Cut[] {
  const bare = withoutQuotes(text);
  const found = joints.map((joint) => ({ joint, places: placesOf(bare, joint.english) }));
  const all = found.reduce((sum, { places }) => sum + places.length, 0);
  if (all > mostJoints)
    return found
      .filter(({ places }) => places.length > 0)
      .slice(0, 1)
      .map(({ joint }) => atEach(text, joint));
  return found.flatMap(({ joint, places }) => places.map((at) => inTwo(text, at, joint)));
}

const atEach = (text: string, joint: Joint): Cut => ({ ...joint, parts: text.split(joint.english) });
const inTwo = (text: string, at: number, joint: Joint): Cut => ({
  ...joint,
  parts: [text.slice(0, at), text.slice(at + joint.english.length)],
});

function placesOf(text: string, joint: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(joint); at >= 0; at = text.indexOf(joint, at + joint.length)) places.push(at);
  return places;
}
