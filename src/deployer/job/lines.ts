import type { OutputLine } from '../../model/deploy.ts';
import type { Mask } from './mask.ts';

/** A longer line is cut, in bytes of UTF-8. */
const longestLine = 16 * 1024;

export interface LineReader {
  push(chunk: Buffer): void;
  /** The number of the next line that will be given out. */
  readonly next: number;
  /** What stood after the mark, once it came: nothing after it counts. */
  readonly end: string | undefined;
}

/**
 * Bytes of a job's output as numbered lines, up to the line that begins with the mark. Invalid UTF-8 and NUL become
 * U+FFFD (databases refuse NUL in text), secrets ***, and lines over 16 KiB are cut.
 */
export function createLineReader(options: {
  readonly from: number;
  readonly mark: string;
  readonly mask: Mask;
  onLine(line: OutputLine): void;
}): LineReader {
  const kept = longestLine + 4 * options.mask.longest;
  let next = options.from;
  let end: string | undefined;
  // The line break before the mark belongs to the mark: an empty line is held back until it is known to be none.
  let held = false;
  let parts: Buffer[] = [];
  let size = 0;

  const give = (text: string): void => {
    options.onLine({ n: next, text });
    next += 1;
  };
  const finishLine = (): void => {
    const bytes = Buffer.concat(parts);
    const whole = size;
    parts = [];
    size = 0;
    if (bytes.indexOf(`${options.mark} `) === 0) {
      end = bytes.subarray(options.mark.length + 1).toString('utf8');
      return;
    }
    if (held) give('');
    held = whole === 0;
    if (!held) give(lineText(bytes, whole, options.mask));
  };
  const keep = (bytes: Buffer): void => {
    const room = kept - size;
    if (room > 0 && bytes.length > 0) parts.push(Buffer.from(bytes.subarray(0, room)));
    size += bytes.length;
  };

  return {
    push(chunk) {
      let start = 0;
      for (let at = chunk.indexOf(10); at >= 0 && end === undefined; at = chunk.indexOf(10, start)) {
        keep(chunk.subarray(start, at));
        finishLine();
        start = at + 1;
      }
      if (end === undefined) keep(chunk.subarray(start));
    },
    get next() {
      return next;
    },
    get end() {
      return end;
    },
  };
}

/** @param whole the line's real length in bytes, of which `bytes` may be only the beginning */
function lineText(bytes: Buffer, whole: number, mask: Mask): string {
  const text = bytes.toString('utf8').replace(/\r$/, '').replaceAll('\0', '\uFFFD');
  const masked = mask.apply(text);
  if (whole <= longestLine) return masked;
  // Where the line was cut, the last characters may be the beginning of a secret.
  const safe = bytes.length < whole ? masked.slice(0, masked.length - mask.longest) : masked;
  return `${firstBytes(safe, longestLine)} … [cut: the line has ${whole} bytes]`; // not shown
}

/** The first bytes of a text, without half a character at their end. */
const firstBytes = (text: string, count: number): string =>
  Buffer.from(text)
    .subarray(0, count)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
