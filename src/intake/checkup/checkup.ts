import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../model/cluster.ts';
import type { Finding } from '../../report/findings-card.ts';
import { say } from '../../text/say.ts';
import { createLooker, type Looker } from '../../workflow/look.ts';
import { judgeHeld } from './custody.ts';
import { gatherFacts, type Wanted } from './facts.ts';
import { heldNow, type Reader } from './held.ts';
import { judge } from './judge.ts';
import { outByOthers } from './others.ts';

export interface Checkup extends Omit<Wanted, 'clusters'> {
  readonly clusters: readonly Cluster[];
  now(): Date;
}

/** What is under way moves on while it is looked at: what is wrong for longer than this is wrong. */
const lookAgainMs = 500;

/**
 * Compares what the journal, the locks and the balancers say, reading only. What looks wrong in the journal is looked at
 * twice, so that nothing that was just changing is told as a contradiction; each balancer is asked once.
 */
export async function checkup(tools: Reader, wanted: Checkup): Promise<readonly Finding[]> {
  const looker = createLooker(tools);
  const parts = await Promise.all([
    comparedTwice(() => compare(tools, wanted, looker)),
    outByOthers(tools, wanted.clusters, looker),
  ]);
  const found = parts.flat();
  return found.length > 0 ? found : [quiet()];
}

async function comparedTwice(look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  const first = await look();
  if (!first.some(isWrong)) return first;
  await sleep(lookAgainMs);
  const before = new Set(first.filter(isWrong).map(nameOf));
  return (await look()).filter((finding) => !isWrong(finding) || before.has(nameOf(finding)));
}

async function compare(tools: Reader, wanted: Checkup, looker: Looker): Promise<readonly Finding[]> {
  const clusters = wanted.clusters.map(({ name }) => name);
  const [facts, held] = await Promise.all([
    gatherFacts(tools, { ...wanted, clusters }),
    heldNow(tools, wanted.concerns, looker),
  ]);
  const now = wanted.now();
  return [...judge(facts, now), ...judgeHeld(held, now)];
}

const isWrong = ({ mark }: Finding): boolean => mark === 'wrong';
const nameOf = ({ what, where }: Finding): string => `${what} ${where}`;

const quiet = (): Finding => ({
  mark: 'ok',
  what: say`journal`,
  where: say`all clusters`,
  answer: say`nothing is under way, held out, locked or asked`,
});
