import { expect } from 'vitest';
import type { Answer } from '../../src/intake/intake.ts';
import type { Bot } from './bot.ts';
import { expectAllBack } from './boundaries.ts';
import type { Pair } from './team.ts';
import { deathsIn, query, toldOf, withoutDeaths } from './told-of.ts';
import { until } from './until.ts';

/** Who goes on: the same process started again, or another one that lived on. */
export type Heir = 'the same' | 'another';

/** All steps of an override that is taken out and comes back at the first try, in order. */
export const steps = ['take out', 'wait 1', 'return 1'] as const;
const places = {
  before: 'right before',
  effect: 'after the effect of',
  recorded: 'after the record of',
} as const;

interface Moment {
  readonly step: (typeof steps)[number];
  readonly place: keyof typeof places;
}

export const dieAt: readonly Moment[] = steps.flatMap((step) =>
  (['before', 'effect', 'recorded'] as const).map((place) => ({ step, place })),
);

/** By what the override ends. */
const ends = ['enable', 'its time'] as const;

export interface OverrideCase extends Moment {
  readonly end: (typeof ends)[number];
}

/** What ends it makes no difference as long as it is only taken into custody. */
export const cases: readonly OverrideCase[] = ends.flatMap((end) =>
  dieAt.filter(({ step }) => end === 'enable' || step !== 'take out').map((moment) => ({ ...moment, end })),
);

export const titleOf = ({ step, place, end }: OverrideCase): string =>
  `${places[place]} ${step}, and ${end} ends it`;

/** It asks for its end before it dies. */
const isAtItsEnd = ({ step, place }: Moment): boolean =>
  step === 'return 1' || (step === 'wait 1' && place !== 'before');

/** The journal has its end already when the process dies. */
const isOver = ({ step, place }: Moment): boolean => step === 'return 1' && place !== 'before';

/** One override of web-01, whose process dies there; then it goes on, is said to be out while it lasts, and ends exactly. */
export async function dieAndEnd(pair: Pair, each: OverrideCase, heir: Heir): Promise<void> {
  const { bot: owner, other } = pair;
  const next = heir === 'another' ? other : owner;
  const { override: id = '' } = await owner.say(`disable web web-01${forTime(each)} kernel panic`);
  const endBy = async (bot: Bot): Promise<Answer | undefined> => {
    await outAndNamed(pair, next, id);
    return each.end === 'enable' ? bot.say('enable web web-01') : void (await letTimePass(next, id));
  };
  owner.dieAt(`override/${id}|${each.step}|${each.place}`);
  const approved = owner.say(`approve ${id}`);
  const ending = isAtItsEnd(each) ? endBy(owner) : undefined;
  await owner.died();
  if (heir === 'the same') await owner.start();
  const ended = ending ?? endBy(next);
  await endOf(next, id);
  if (heir === 'another') await owner.start();
  // Also those whose process died before it answered: they are asked again by themselves.
  for (const answer of await Promise.all([approved, ended])) expect(answer?.code ?? 'ok').toBe('ok');
  await expectExact(pair, next, id, each);
}

const forTime = ({ end }: OverrideCase): string => (end === 'its time' ? ' for 30m' : '');

/** As if it had been out for so long: nobody need wait for it, and what ends it is the bot's own look at the clock. */
async function letTimePass(bot: Bot, id: string): Promise<void> {
  await query(bot, `update override set until = now() - interval '1 second' where id = $1`, [id]);
}

/** Asks for it and confirms; resolves when the load balancer shows it out, and `drained` names it. */
export async function takeOut(pair: Pair, bot: Bot, command: string): Promise<string> {
  const { override: id = '' } = await bot.say(command);
  expect((await bot.say(`approve ${id}`)).code).toBe('ok');
  await outAndNamed(pair, bot, id);
  return id;
}

/** Out by the load balancer's own word, and by the bot's in `drained`. */
async function outAndNamed({ watch }: Pair, bot: Bot, id: string): Promise<void> {
  await until('web-01 is drained', () => watch.now()[0]?.state === 'drain');
  await until('it is told to be out', async () => (await toldOf(bot, id)).some((line) => isOut.test(line)));
  const { card } = await bot.say('drained');
  expect(card.table?.rows).toHaveLength(1);
  expect(card.table?.rows[0]?.join(' ')).toMatch(/^web-01 .*weight 100.*kernel panic/);
}

const isOut = /^out of service/;

export async function endOf(bot: Bot, id: string): Promise<void> {
  const ended = async () => (await toldOf(bot, id)).some((line) => line.startsWith('ended'));
  await until(() => `${id} ends; the log:\n${bot.log().slice(-4_000)}`, ended);
}

/** It went out once and came back once, exactly; nothing is left; and its thread tells each thing once. */
async function expectExact(pair: Pair, bot: Bot, id: string, each: OverrideCase): Promise<void> {
  await expectAllBack({ ...pair, bot });
  expect(pair.watch.changes()).toEqual(['web-01 drain', 'web-01 ready']);
  const lines = await toldOf(bot, id);
  const byTime = each.end === 'its time';
  expect(withoutDeaths(lines)).toEqual([
    `alice wants web-01 out${byTime ? ' for 30 min' : ''}: kernel panic`,
    'being taken out by alice',
    byTime ? expect.stringMatching(/^out of service until /) : 'out of service',
    ...(byTime ? [] : ['alice: enable']),
    byTime ? 'being given back' : 'being given back by alice',
    'web-01 back in lb1/web with weight 100, ready',
    'ended: back in service, exactly as it was',
  ]);
  const death = expect.stringMatching(/^taken over at web-01, .*continuing/);
  expect(deathsIn(lines)).toEqual(isOver(each) ? [] : [death]);
}
