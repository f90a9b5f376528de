import type { Kysely } from 'kysely';
import type { Store } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import type { EngineMemory } from '../doubles/memory-engine.ts';
import type { People } from './people.ts';
import type { Scenario } from './scenario.ts';
import type { Supervisor } from './supervisor.ts';
import type { World } from './world.ts';

/** All that a run is made of. */
export interface Scene {
  readonly scenario: Scenario;
  readonly world: World;
  readonly supervisor: Supervisor;
  readonly people: People;
  /** The database as somebody sees it who is no part of the bot. */
  readonly seen: Store;
  readonly db: Kysely<Tables>;
  /** What the engine has kept. */
  readonly engine: EngineMemory;
}
