import { expect } from 'vitest';
import type { Front } from './proxy-peer.ts';

/** One line of an answer, by column. */
export type Row = Readonly<Record<string, string>>;

const rows = (header: string, lines: readonly string[], separator: string): readonly Row[] => {
  const names = header.slice(2).split(separator);
  return lines
    .filter((line) => line !== '')
    .map((line) => Object.fromEntries(line.split(separator).map((value, i) => [names[i] ?? i, value])));
};

export const states = async (front: Front): Promise<readonly Row[]> => {
  const [version, header = '', ...lines] = (await front.ask('show servers state web')).split('\n');
  expect(version).toBe('1');
  return rows(header, lines, ' ');
};

export const stats = async (front: Front): Promise<readonly Row[]> => {
  const [header = '', ...lines] = (await front.ask('show stat web 4 -1')).split('\n');
  return rows(header, lines, ',');
};

export const stateOf = async (front: Front, index = 0): Promise<Row> => (await states(front))[index] ?? {};
export const statOf = async (front: Front, index = 0): Promise<Row> => (await stats(front))[index] ?? {};
