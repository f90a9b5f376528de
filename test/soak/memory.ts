import { existsSync, readFileSync } from 'node:fs';

/** In megabytes; the median of a quarter of the run. */
export interface Held {
  readonly heapMb: number;
  readonly residentMb: number;
}

export interface Quarters {
  readonly first: Held;
  readonly last: Held;
}

/**
 * So much more may be held in the last quarter than in the first one. The heap is looked at after a collection, so what it
 * has more is kept: over 500 rollouts 5 MB are some 13 KB a rollout, and three of them come from code that is compiled late. What is resident also has
 * what the allocators keep for later, and that comes and goes by a few tens of megabytes.
 */
const mayGrow: Held = { heapMb: 5, residentMb: 50 };

/**
 * What a process held in the first and in the last quarter of its time, as memory.mjs wrote it down. The first tenth is left
 * out: code is compiled and caches fill up then.
 */
export function quarters(log: string): Quarters {
  const samples = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').map(sample) : [];
  const warm = samples.slice(Math.ceil(samples.length / 10));
  const quarter = Math.max(1, Math.floor(warm.length / 4));
  return { first: held(warm.slice(0, quarter)), last: held(warm.slice(-quarter)) };
}

/** What has grown too much, a line each; also where nothing was measured. */
export function grown({ first, last }: Quarters): readonly string[] {
  const line = (what: string, from: number, to: number, most: number): readonly string[] =>
    to - from <= most ? [] : [`memory: ${what} grew from ${from} to ${to} MB; ${most} MB are allowed`];
  return [
    ...line('the heap after a collection', first.heapMb, last.heapMb, mayGrow.heapMb),
    ...line('what is resident', first.residentMb, last.residentMb, mayGrow.residentMb),
  ];
}

const sample = (line: string): Held => {
  const [heapMb = 0, residentMb = 0] = line.split(' ').map((bytes) => Number(bytes) / 1e6);
  return { heapMb, residentMb };
};

const held = (samples: readonly Held[]): Held => ({
  heapMb: median(samples.map(({ heapMb }) => heapMb)),
  residentMb: median(samples.map(({ residentMb }) => residentMb)),
});

/** Not a number where there are none: that is never little enough. */
const median = (values: readonly number[]): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN);
