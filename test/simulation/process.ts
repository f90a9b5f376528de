import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { takeUpFrom } from '../../src/assembly/take-up.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { storedAnswer } from '../../src/intake/answer-schema.ts';
import type { Desk } from '../../src/intake/desk.ts';
import { createDirectory } from '../../src/intake/directory.ts';
import { createIntake } from '../../src/intake/door.ts';
import type { Intake } from '../../src/intake/intake.ts';
import { createLanguages } from '../../src/intake/languages.ts';
import type { Board } from '../../src/report/board.ts';
import { createBoard } from '../../src/report/board-of-store.ts';
import { createRequests } from '../../src/store/requests.ts';
import type { Store } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { announceRecovery } from '../../src/workflow/recovery.ts';
import type { Tools } from '../../src/workflow/tools.ts';
import { createWork } from '../../src/workflow/work.ts';
import type { Life } from '../doubles/life.ts';
import { now, toolsOf } from './tools.ts';
import type { World } from './world.ts';

/** One process of the bot, without its chats. */
export interface Process {
  readonly life: Life;
  readonly engine: Engine;
  readonly intake: Intake;
  readonly store: Store;
  readonly board: Board;
}

export interface ProcessOptions {
  readonly world: World;
  readonly life: Life;
  readonly db: Kysely<Tables>;
  readonly engine: Engine;
  /** Executors whose work is to be taken up; absent: there is only this one, which finds its own work. */
  readonly dead?: readonly string[];
}

/** As the bot itself is put together and launched; any call that it makes may be its last. */
export async function startProcess(options: ProcessOptions): Promise<Process> {
  const { world, life, db, engine, dead } = options;
  const tools = toolsOf(world, life, db);
  const desk = deskOf(engine, tools, world);
  const takeUp = takeUpFrom({ engine, desk, endSessions: async () => undefined });
  if (dead === undefined)
    await announceRecovery(tools, { subjects: 'all', occasion: randomUUID(), kind: 'restart' });
  await engine.launch();
  await (dead === undefined ? takeUp.stranded() : takeUp.leftBy(dead));
  void lookAfter(takeUp.stranded, life, tools.log);
  return {
    ...{ life, engine, store: tools.store },
    intake: createIntake(desk, createRequests(db, storedAnswer, now)),
    board: createBoard(tools.store, tools.cluster, now),
  };
}

/** As the bot itself does every few seconds, for as long as it lives. */
async function lookAfter(look: () => Promise<void>, life: Life, log: (text: string) => void): Promise<void> {
  while (!life.isOver()) {
    await sleep(250);
    await life.look(look).catch((error: unknown) => log(String(error)));
  }
}

function deskOf(engine: Engine, tools: Tools, { clusters }: World): Desk {
  return {
    ...{ tools, clusters, now },
    ...createWork(engine, tools),
    people: createDirectory([], [], {}),
    freezes: [],
    languages: createLanguages(
      { language: 'en', people: [], chat: { local: { enabled: true } } },
      tools.store.languages,
    ),
    places: [],
    approvalExpiresMs: 3_600_000,
  };
}
