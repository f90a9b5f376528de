import { randomUUID } from 'node:crypto';
import type { Engine } from '../engine/engine.ts';
import type { Desk } from '../intake/desk.ts';
import type { Database } from '../store/database.ts';
import type { Executor } from '../store/executors.ts';
import { endSessions } from '../store/postgres.ts';
import { kept } from '../text/say.ts';
import { announceRecovery } from '../workflow/recovery.ts';
import type { Peers } from './peers.ts';
import { takeUpFrom } from './take-up.ts';

/** With the embedded database: who comes after is the same one again. */
export const lone: Executor = { id: 'rollout', name: kept`this process` };

interface Launched {
  readonly engine: Engine;
  readonly database: Database;
  readonly peers: Peers;
}

/** Says what is taken up again, and takes it up: now, and whenever another process dies. Gives what takes up what nobody works on. */
export async function launch(
  { engine, database, peers }: Launched,
  desk: Desk,
): Promise<() => Promise<void>> {
  const takeUp = takeUpFrom({ engine, desk, endSessions: (executor) => endSessions(database.db, executor) });
  if (peers.fleet.executor === lone.id)
    await announceRecovery(desk.tools, { subjects: 'all', occasion: randomUUID(), kind: 'restart' });
  // The engine makes its own tables, and two processes at once would get in each other's way.
  await database.alone(() => engine.launch());
  await takeUp.stranded();
  peers.look({ working: async () => [...(await engine.underWay()).keys()], takeUp: takeUp.leftBy });
  return takeUp.stranded;
}
