import { inARow, say } from '../../text/say.ts';
import { encode, type ServerFrame, serverFrameLimit } from './protocol.ts';

type AnswerFrame = Extract<ServerFrame, { type: 'answer' }>;

/** The answer as a client takes it: files that make it too long for one line are named and left out. */
export function fitting(frame: AnswerFrame): AnswerFrame {
  const { files, ...card } = frame.card;
  if (!files || Buffer.byteLength(encode(frame)) <= serverFrameLimit) return frame;
  const names = inARow(files.map(({ name }) => name));
  const text = say`${names}: too long for the terminal (over ${serverFrameLimit / 2 ** 20} MB); ask for less.`;
  return { ...frame, card: { ...card, lines: [...(card.lines ?? []), { text, tone: 'warning' }] } };
}
