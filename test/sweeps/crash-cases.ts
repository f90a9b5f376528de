import { expect } from 'vitest';
import { seePool } from '../../demo/runtime-api.ts';
import type { Bot } from '../scenarios/bot.ts';
import { type Boundary, hostBoundaries, nameOf, rolloutBoundaries } from '../scenarios/boundaries.ts';
import { until } from '../scenarios/until.ts';
import type { CrashScene } from './crash-scene.ts';

/** What a person says right after the death. */
export const wishes = ['nothing', 'abort', 'rollback'] as const;
export type Wish = (typeof wishes)[number];

/** Who goes on: the same process started again, or another one that lived on. */
export type Heir = 'the same' | 'another';

export interface CrashCase {
  readonly boundary: Boundary;
  readonly wish: Wish;
}

export const boundaries: readonly Boundary[] = [...rolloutBoundaries(1), ...hostBoundaries('web-01')];

export const crashCases: readonly CrashCase[] = boundaries.flatMap((boundary) =>
  wishes.map((wish) => ({ boundary, wish })),
);

export const titleOf = ({ boundary, wish }: CrashCase): string =>
  `${nameOf(boundary)}${wish === 'nothing' ? '' : `, then ${wish}`}`;

/** One rollout of `release` over web-01, killed at the boundary; gives the ids of all rollouts that came of it. */
export async function dieAndEnd(
  scene: CrashScene,
  { boundary, wish }: CrashCase,
  heir: Heir,
  release: string,
  turn: number,
): Promise<readonly string[]> {
  const [owner, other] = inTurn(scene, turn);
  const { rollout = '' } = await owner.say(`deploy web ${release} --hosts web-01`);
  owner.dieAt(`${rollout}${boundary.of}|${boundary.step}|${boundary.place}`);
  const approved = owner.say(`approve ${rollout}`);
  await owner.died();
  const next = heir === 'another' ? other : owner;
  if (heir === 'the same') await owner.start();
  const wished = wish === 'nothing' ? undefined : await next.say(`${wish} ${rollout}`);
  const end = await endOf(next, rollout);
  const back = `${rollout}-back`;
  const backEnd = (await exists(next, back)) ? await endOf(next, back) : undefined;
  if (heir === 'another') await owner.start();
  await approved.catch((error: unknown) => error);
  expectEnd({ wish, counted: wished?.code === 'ok', end, backEnd });
  const before = backEnd === undefined ? undefined : await releaseOf(next, back);
  await expectWell(scene, next, { release, before, wish, end });
  return backEnd === undefined ? [rollout] : [rollout, back];
}

interface Ends {
  readonly wish: Wish;
  /** The wish was accepted. */
  readonly counted: boolean;
  readonly end: string;
  /** Of the rollout that takes it back, where there is one. */
  readonly backEnd: string | undefined;
}

/** Left alone it succeeds; whose wish was accepted before the end gets what they asked for. */
function expectEnd({ wish, counted, end, backEnd }: Ends): void {
  // After the end there is nothing to abort, and a rollback is another rollout, which waits to be approved.
  const late = end === 'succeeded' && (wish === 'rollback' || !counted);
  expect(end).toBe(wish === 'nothing' || late ? 'succeeded' : 'aborted');
  expect(backEnd ?? 'succeeded').toBe('succeeded');
  if (wish !== 'rollback') expect(backEnd).toBeUndefined();
}

function inTurn({ bots }: CrashScene, turn: number): readonly [Bot, Bot] {
  const [one, two] = bots;
  if (!one || !two) throw new Error('there are two bots');
  return turn % 2 === 0 ? [one, two] : [two, one];
}

async function endOf(bot: Bot, rollout: string): Promise<string> {
  const rolling = bot.follow(rollout);
  const { state } = await rolling.end().catch((error: unknown) => {
    throw new Error(`${String(error)}\nits log:\n${bot.log().slice(-4_000)}`);
  });
  return state;
}

/** `r5-back rollback web k4 → k3 · succeeded`. */
async function releaseOf(bot: Bot, rollout: string): Promise<string> {
  const { title } = (await bot.say(`status ${rollout}`)).card;
  const release = / → (\S+) ·/.exec(title)?.[1];
  if (release === undefined) throw new Error(`no release in ${title}`);
  return release;
}

const exists = async (bot: Bot, rollout: string): Promise<boolean> =>
  (await bot.say(`status ${rollout}`)).code === 'ok';

interface Outcome {
  readonly release: string;
  /** What the rollback goes back to, where there is one: what ended well there last. */
  readonly before: string | undefined;
  readonly wish: Wish;
  readonly end: string;
}

/** Every weight is exact, or the member is named as left out; the deploy ran once at most; the lock is free. */
async function expectWell(scene: CrashScene, bot: Bot, outcome: Outcome): Promise<void> {
  const { release, before, wish, end } = outcome;
  await until('the lock is free', async () => (await bot.say('locks')).card.title === 'No cluster is locked');
  const out = await namedAsOut(bot);
  await expectWeights(scene, out);
  const runs = scene
    .host('web-01')
    .deploys()
    .filter((each) => each === release);
  expect(runs.length).toBeLessThanOrEqual(1);
  if (end === 'succeeded') expect(runs).toHaveLength(1);
  if (end === 'succeeded' || wish === 'rollback') expect(out).toEqual([]);
  // What stays out after an abort may run anything, or nothing.
  const known = end === 'succeeded' ? release : before;
  if (known !== undefined) expect(await scene.host('web-01').runs()).toBe(known);
}

const namedAsOut = async (bot: Bot): Promise<readonly string[]> =>
  (await bot.say('drained')).card.table?.rows.flatMap(([member]) => member ?? []) ?? [];

async function expectWeights({ hosts, haproxy }: CrashScene, out: readonly string[]): Promise<void> {
  const wanted = hosts.map(({ name, weight }) => ({
    name,
    weight,
    state: out.some((each) => each.startsWith(name)) ? 'drain' : 'ready',
  }));
  await until('all servers that are ready are up', async () =>
    (await seePool(haproxy.socketPath, 'web')).every(({ state, running }) => state !== 'ready' || running),
  );
  const seen = (await seePool(haproxy.socketPath, 'web')).map(({ running: _, ...each }) => each);
  expect(seen).toEqual(wanted);
}
