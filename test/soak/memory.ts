import { readFileSync } from 'node:fs';

/** In megabytes; the median of a quarter of the run. */
export interface Held {
  readonly heapMb: number;
  readonly residentMb: number;
}

/**
 * What a process held in the first and in the last quarter of its time, as memory.mjs wrote it down. The first tenth is left
 * out: code is compiled and caches fill up then.
 */
export function medians(log: string): { readonly first: Held; readonly last: Held } {
  const samples = readFileSync(log, 'utf8').trim().split('\n').map(sample);
  const warm = samples.slice(Math.ceil(samples.length / 10));
  const quarter = Math.max(1, Math.floor(warm.length / 4));
  return { first: held(warm.slice(0, quarter)), last: held(warm.slice(-quarter)) };
}

const sample = (line: string): Held => {
  const [heapMb = 0, residentMb = 0] = line.split(' ').map((bytes) => Number(bytes) / 1e6);
  return { heapMb, residentMb };
};

const held = (samples: readonly Held[]): Held => ({
  heapMb: median(samples.map(({ heapMb }) => heapMb)),
  residentMb: median(samples.map(({ residentMb }) => residentMb)),
});

const median = (values: readonly number[]): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
