import type { Lock } from '../../src/lock/lock.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Stage } from './stage.ts';

export const silent = () => new Failure('unreachable', 'redis', 'redis is not reachable');

/** A Redis that goes and returns: meanwhile the locks can't be read or written, and the database's record of them can. */
export function redisOf(stage: Stage) {
  const tools = stage.tools as { lock: Lock };
  const { lock } = tools;
  const fails = async (): Promise<never> => {
    throw silent();
  };
  const away: Lock = {
    acquire: fails,
    assert: fails,
    release: fails,
    holder: fails,
    steal: fails,
    raise: fails,
  };
  return {
    goes() {
      tools.lock = away;
    },
    returns() {
      tools.lock = lock;
    },
  };
}

/** Redis goes as soon as the member is given back for the first time. */
export function goesAfterRestore(stage: Stage, member: string) {
  const redis = redisOf(stage);
  let times = 0;
  stage.balancer.onChange((change) => {
    if (change.op === 'apply' && change.member === member && ++times === 1) redis.goes();
  });
  return redis;
}
