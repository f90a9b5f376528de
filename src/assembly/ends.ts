import type { Engine } from '../engine/engine.ts';
import type { Database } from '../store/database.ts';
import type { Adapters } from './adapters.ts';
import type { Parts } from './parts.ts';
import type { Peers } from './peers.ts';

/** What a supervisor waits before it kills is longer: 30 s with Kubernetes, 90 s with systemd. */
const stepsEndWithinMs = 5_000;

interface Running {
  readonly engine: Engine;
  readonly database: Database;
  readonly adapters: Adapters;
  readonly peers: Peers;
  readonly tidying: NodeJS.Timeout;
}

/** The two ways in which a process lets go: by its own will, and where another one has taken over. */
export function endsOf({
  engine,
  database,
  adapters,
  peers,
  tidying,
}: Running): Pick<Parts, 'stop' | 'abandon'> {
  return {
    async stop() {
      clearInterval(tidying);
      await peers.lookAway();
      await engine.stop(stepsEndWithinMs);
      await peers.leave();
      // The database goes before the connections: a step that is cut off must not be able to record that as its end.
      await database.close();
      await adapters.close();
    },
    async abandon() {
      clearInterval(tidying);
      peers.abandon();
      // What waits behind the fence waits no more, and the engine can end: it begins no step and records nothing.
      const stopping = engine.stop();
      await database.abandon();
      await stopping;
      await adapters.close();
    },
  };
}
