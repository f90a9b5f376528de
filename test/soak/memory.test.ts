import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { grown, quarters } from './memory.ts';

const dir = mkdtempSync(join(tmpdir(), 'rollout-memory-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A log with a sample for each of them, in megabytes of heap; three times as much is resident. */
function logOf(heaps: readonly number[]): string {
  const file = join(dir, `${heaps.length}`);
  writeFileSync(file, heaps.map((mb) => `${mb * 1e6} ${mb * 3e6}\n`).join(''));
  return file;
}

it('compares the first quarter after the warm-up with the last one', () => {
  const heaps = Array.from({ length: 100 }, (_, i) => (i < 10 ? 10 : 40 + Math.floor(i / 10)));
  expect(quarters(logOf(heaps))).toEqual({
    first: { heapMb: 42, residentMb: 126 },
    last: { heapMb: 48, residentMb: 144 },
  });
});

it('is not content with a log that is not there', () => {
  expect(grown(quarters(join(dir, 'none')))).toHaveLength(2);
});
