import { z } from 'zod';
import type { Answer } from '../../intake/intake.ts';
import type { Card } from '../../model/card.ts';
import type { Update } from '../../report/report.ts';

/**
 * What the terminal client and the bot say to each other over the bot's socket: one JSON object per line, UTF-8.
 * The client says `hello` first; whoever can open the socket is its owner, so the login name is taken as given.
 */
const tone = z.enum(['plain', 'good', 'warning', 'bad']);

const line = z.object({ label: z.string().exactOptional(), text: z.string(), tone: tone.exactOptional() });
const field = z.object({ name: z.string(), value: z.string() });
const button = z.object({
  label: z.string(),
  command: z.string(),
  style: z.enum(['primary', 'danger']).exactOptional(),
});
const texts = z.array(z.string()).readonly();

const card = z.object({
  title: z.string(),
  tone,
  fields: z.array(field).readonly().exactOptional(),
  lines: z.array(line).readonly().exactOptional(),
  table: z.object({ head: texts, rows: z.array(texts).readonly() }).exactOptional(),
  progress: z.number().min(0).max(1).exactOptional(),
  buttons: z.array(button).readonly().exactOptional(),
}) satisfies z.ZodType<Card>;

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

const answer = z.object({
  code: z.enum(['ok', 'wrong', 'refused', 'failed']),
  card,
  rollout: z.string().exactOptional(),
}) satisfies z.ZodType<Answer>;

const update = z.object({
  seq: z.number(),
  rollout: z.string(),
  state,
  line: line.exactOptional(),
  question: z.string().exactOptional(),
  card,
}) satisfies z.ZodType<Update>;

const id = z.string().min(1).max(100);

export const clientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), login: z.string().min(1).max(100) }),
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
  if (read === undefined) return { wrong: 'a line was not JSON' };
  const parsed = schema.safeParse(read.value);
  if (parsed.success) return { frame: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    wrong: `a frame was not understood: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
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
