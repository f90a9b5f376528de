import { type Handler, rolloutNamed } from '../desk.ts';
import { reject } from './approve.ts';
import { steerWith } from './steer.ts';

/** Before approval there is nothing to abort: it is the same as a rejection. */
export const abort: Handler<'abort'> = async (desk, command, request) => {
  const rollout = await rolloutNamed(desk, command.rollout);
  if (rollout.state === 'awaiting-approval')
    return reject(desk, { verb: 'reject', rollout: rollout.id }, request);
  return steerWith(desk, { rollout, verb: 'abort' }, request);
};
