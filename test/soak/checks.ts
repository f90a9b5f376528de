import { expect } from 'vitest';
import { z } from 'zod';
import type { DoubleServer } from '../doubles/haproxy-runtime-answers.ts';
import { until } from '../scenarios/until.ts';
import { cardText } from './card-text.ts';
import type { Roller } from './roller.ts';
import type { Soak } from './stage.ts';

/** Nothing is left drained, no lock is left, every rollout has ended, and no deploy ran twice that should run once. */
export async function expectWell(soak: Soak, roller: Roller, count: number): Promise<void> {
  const { steady, balancer, under } = soak;
  expect(roller.ends().size, 'not all of them within the time').toBe(count);
  await until(
    'no cluster is locked',
    async () => (await steady.say('locks')).card.title === 'No cluster is locked',
  );
  expect(await lockedInRedis(soak)).toEqual([]);
  expect(cardText((await steady.say('drained')).card)).toBe('No member is held out of service');
  expect([...balancer.backends.values()].flat().filter((server) => !isAsAtFirst(server))).toEqual([]);
  expect(under).toEqual([]);
  expect(doubled(soak.jobs())).toEqual([]);
  expect([...roller.ends()].filter(([, end]) => !['succeeded', 'failed', 'aborted'].includes(end))).toEqual(
    [],
  );
}

const isAsAtFirst = ({ weight, configured, admin }: DoubleServer): boolean =>
  weight === configured && admin === 0;

/** A host is deployed to once in a rollout, and once more where that was made to fail and tried again. */
function doubled(jobs: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const job of jobs) counts.set(job, (counts.get(job) ?? 0) + 1);
  return [...counts].flatMap(([job, n]) => (n > 1 ? [`${job} ran ${n} times`] : []));
}

/** Whoever holds a cluster, as Redis has it. */
async function lockedInRedis({ redis }: Soak): Promise<readonly unknown[]> {
  const keys = z.array(z.string()).parse(await redis.command('keys', '*:lock:*'));
  const records = await Promise.all(keys.map((key) => redis.command('get', key)));
  return records.filter((record) => String(record).includes('"holder"'));
}
