import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** Types are left out: what a thing is follows from where it stands. Numbers stay text until a form reads them. */
const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  isArray: (name) => name === 'item',
});

const form = z.object({ Envelope: z.object({ Body: z.record(z.string(), z.unknown()) }) });

/** The parts of the body by name, without prefixes; undefined where it is no envelope. */
export function bodyOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const answer = form.safeParse(parser.parse(text, true));
    return answer.success ? answer.data.Envelope.Body : undefined;
  } catch {
    return undefined;
  }
}

/** An array; an empty one has no items, and reads as empty text. */
export const list = <T extends z.ZodType>(item: T) =>
  z.union([
    z.literal('').transform((): z.output<T>[] => []),
    z.object({ item: z.array(item) }).transform((array) => array.item),
  ]);

/** What is asked about one pool comes as a list with one item. */
export const only = <T extends z.ZodType>(item: T) =>
  z.object({ item: z.tuple([item]) }).transform((array) => array.item[0]);

export const number = z.string().regex(/^\d+$/).transform(Number);
