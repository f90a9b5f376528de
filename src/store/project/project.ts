import type { EventBody } from '../../model/event.ts';
import { projectThreads } from '../threads.ts';
import type { Trx } from './body.ts';
import { drop, held, restored } from './of-custody.ts';
import { deployed, host, notStepping, ordered, step, stepping, suspected, verified } from './of-host.ts';
import { projectOverride } from './of-override.ts';
import { approved, question, state } from './of-rollout.ts';

/** What is to be derived: an event of one rollout. */
interface Recorded {
  readonly cluster: string;
  readonly rollout: string;
  readonly body: EventBody;
}

/** Keeps the views (rollout, rollout_host, custody, host_release) in step with the journal, in its transaction. */
export async function project(trx: Trx, { cluster, rollout, body }: Recorded, at: Date): Promise<void> {
  await projectThreads(trx, rollout, body, at);
  switch (body.type) {
    case 'state':
      return state(trx, rollout, body, at);
    case 'approved':
      return approved(trx, rollout, body);
    case 'step':
      return step(trx, rollout, body);
    case 'host':
      return host(trx, cluster, rollout, body);
    case 'job':
      return body.over ? undefined : ordered(trx, cluster, rollout, body);
    case 'verified':
      return verified(trx, cluster, rollout, body);
    case 'stepping':
      return stepping(trx, rollout, body);
    case 'stepped':
      return notStepping(trx, rollout, body);
    case 'suspected':
      return suspected(trx, cluster, rollout, body);
    case 'deployed':
      return deployed(trx, cluster, rollout, body, at);
    case 'held':
      return held(trx, cluster, rollout, body);
    case 'let-go':
      return void (await drop(trx, rollout, body));
    case 'restored':
      return restored(trx, rollout, body, at);
    case 'question':
      return question(trx, rollout, body);
    case 'override':
    case 'override-state':
    case 'override-wish':
    case 'handed-over':
    case 'weight':
      return projectOverride(trx, { cluster, rollout, body }, at);
    default:
      return;
  }
}
