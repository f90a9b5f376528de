import { expect } from 'vitest';
import { entryLine } from '../../src/report/entry-line.ts';
import type { Stage } from './stage.ts';

/** Hosts that are in the middle of a step, which does not end until it is let go of. */
export interface Hung {
  /** In the process that took it up, whichever that is: what hung before it stays as it is, like the dead. */
  letGo(stage: Stage): void;
}

/** Resolves when all of these hosts are at the step and hang there. */
export async function hang(
  stage: Stage,
  hosts: string | readonly string[],
  step: 'deploy' | 'verify',
): Promise<Hung> {
  const names = [hosts].flat();
  const there = new Set<string>();
  const stay = (host: string): Promise<void> | void => {
    if (!names.includes(host)) return undefined;
    there.add(host);
    return new Promise<never>(() => undefined);
  };
  if (step === 'verify') stage.probing.onCheck = stay;
  else stage.deployer.hosts.onRun = stay;
  await expect.poll(() => [...there].sort()).toEqual([...names].sort());
  return {
    letGo({ probing, deployer }) {
      probing.onCheck = () => undefined;
      deployer.hosts.onRun = () => undefined;
    },
  };
}

/** What was said in the thread each time that it was taken up. */
export async function recoveries({ store }: Stage, id: string): Promise<readonly string[]> {
  const entries = await store.journal.after(id, 0);
  return entries.flatMap((entry) => (entry.body.type === 'recovered' ? [entryLine(entry)?.text ?? ''] : []));
}
