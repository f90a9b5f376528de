import { z } from 'zod';
import { answer, card, line } from '../../intake/answer-schema.ts';
import type { Update } from '../../report/report.ts';
import { languages } from '../../text/language.ts';
import { kept } from '../../text/say.ts';

const state = z.enum([
  'awaiting-approval',
  'queued',
  'running',
  'paused',
  'waiting',
  'aborting',
  'succeeded',
  'aborted',
  'failed',
  'dropped',
]);

const update = z.object({
  seq: z.number(),
  rollout: z.string(),
  state,
  line: line.exactOptional(),
  question: z.string().exactOptional(),
  next: z.string().exactOptional(),
  card,
}) satisfies z.ZodType<Update>;

const language = z.enum(languages);
const id = z.string().min(1).max(100);

/**
 * What the terminal client and the bot say to each other over the bot's socket: one JSON object per line, UTF-8.
 * The client says `hello` first; whoever can open the socket is its owner, so the login name is taken as given.
 */
export const clientFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    login: z.string().min(1).max(100),
    /** What the terminal reads. */
    language: language.exactOptional(),
  }),
  /** The same id again is the same request: a client that lost the connection asks again and gets the same answer. */
  z.object({ type: z.literal('command'), id, text: z.string() }),
  z.object({ type: z.literal('follow'), rollout: id, after: z.number().int() }),
]);
export type ClientFrame = z.infer<typeof clientFrame>;

export const serverFrame = z.discriminatedUnion('type', [
  answer.extend({ type: z.literal('answer'), id }),
  update.extend({ type: z.literal('update') }),
  /** No more updates will come for this rollout. */
  z.object({ type: z.literal('ended'), rollout: id }),
  /** The bot is up and not ready yet: commands wait until it is. */
  z.object({ type: z.literal('starting') }),
  /** Hello was heard, and commands are handled from now on. */
  z.object({ type: z.literal('welcome') }),
  z.object({ type: z.literal('error'), text: z.string(), rollout: id.exactOptional() }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;

/** What a client may send in one line, in bytes. */
export const clientFrameLimit = 64 * 1024;
/** What the bot may send in one line: a card of a big cluster is longer than any command. */
export const serverFrameLimit = 8 * 1024 * 1024;

export const encode = (frame: ClientFrame | ServerFrame): string => `${JSON.stringify(frame)}\n`;

/** A line as a frame, or one sentence on why it is none. */
export function decode<T>(schema: z.ZodType<T>, line: string): { frame: T } | { wrong: string } {
  const read = readJson(line);
  if (read === undefined) return { wrong: kept`a line was not JSON` };
  const parsed = schema.safeParse(read.value);
  if (parsed.success) return { frame: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    wrong: kept`a frame was not understood: ${`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()}`,
  };
}

function readJson(line: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
