import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { standing } from '../lock.ts';
import { type Holding, type LockRecord, recordText } from './record.ts';

/** How what Redis has and what the shadow has go together. */
export type Verdict = 'agree' | 'redis is behind' | 'shadow is behind' | 'contradict';

/**
 * The newer record counts; at the same epoch the shadow's: the other one is of a change that came too late there, and
 * never became certain. But nobody's standing hold ends because of a record that the shadow does not know.
 */
export function judge(inRedis: LockRecord | undefined, inShadow: LockRecord, now: Date): Verdict {
  if (!inRedis) return inShadow.epoch === 0 ? 'agree' : 'redis is behind'; // not shown
  if (recordText(inRedis) === recordText(inShadow)) return 'agree';
  if (inRedis.epoch <= inShadow.epoch) return 'redis is behind'; // not shown
  const rivals = areRivals(standing(inRedis.holder, now), standing(inShadow.holder, now));
  return rivals ? 'contradict' : 'shadow is behind'; // not shown
}

const areRivals = (one: Holding | undefined, other: Holding | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  (one.kind !== other.kind || one.name !== other.name || one.hold !== other.hold);

/** What everything that would have to know who holds the cluster says then; not retryable, so that a person looks. */
export const contradiction = (cluster: string, inRedis: Holding, inShadow: Holding): Failure =>
  new Failure(
    'disputed',
    cluster,
    kept`Redis says that ${inRedis.name} holds ${cluster} (${inRedis.reason}), the database says ${inShadow.name} (${inShadow.reason}). If ${inRedis.name} is not at work on it, \`unlock ${cluster}\` takes it from there; then retry.`,
  );
