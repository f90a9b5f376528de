import { afterAll, expect, it } from 'vitest';
import { run } from './run.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const closers: (() => unknown)[] = [];
afterAll(async () => {
  for (const closer of closers.splice(0).reverse()) await closer();
}, 60_000);

it(
  `${settings.rollouts} rollouts over 5 hosts each, by three processes of which two are killed again and again`,
  async () => {
    const { table, wrong } = await run(settings, closers);
    console.log(table);
    expect(wrong, `seed ${settings.seed}`).toEqual([]);
  },
  // What comes after the last rollout ends by itself: this is for what nobody foresees.
  (settings.minutes + 5) * 60_000,
);
