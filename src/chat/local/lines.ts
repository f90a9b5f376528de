/** Puts a byte stream's chunks together to lines. */
export interface LineReader {
  push(chunk: Buffer): void;
}

/**
 * @param limit bytes; a longer line is dropped up to its end, and `onTooLong` told once, without keeping it in memory
 */
export function createLineReader(options: {
  readonly limit: number;
  onLine(line: string): void;
  onTooLong(): void;
}): LineReader {
  let parts: Buffer[] = [];
  let size = 0;
  let skipping = false;

  const keep = (part: Buffer) => {
    size += part.length;
    if (size <= options.limit) {
      parts.push(part);
      return;
    }
    if (!skipping) options.onTooLong();
    skipping = true;
    parts = [];
  };
  const finish = () => {
    const line = skipping ? '' : Buffer.concat(parts).toString('utf8').trim();
    parts = [];
    size = 0;
    skipping = false;
    if (line !== '') options.onLine(line);
  };

  return {
    push(chunk) {
      let from = 0;
      for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
        keep(chunk.subarray(from, end));
        finish();
        from = end + 1;
      }
      if (from < chunk.length) keep(chunk.subarray(from));
    },
  };
}
