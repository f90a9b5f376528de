import type { Verb } from '../model/command.ts';
import type { VerbSpec } from './verb.ts';
import { abort } from './verbs/abort.ts';
import { approve } from './verbs/approve.ts';
import { audit } from './verbs/audit.ts';
import { continueIt } from './verbs/continue.ts';
import { deploy } from './verbs/deploy.ts';
import { disable } from './verbs/disable.ts';
import { doctor } from './verbs/doctor.ts';
import { drained } from './verbs/drained.ts';
import { enable } from './verbs/enable.ts';
import { extend } from './verbs/extend.ts';
import { freeze } from './verbs/freeze.ts';
import { help } from './verbs/help.ts';
import { history } from './verbs/history.ts';
import { keepOut } from './verbs/keep-out.ts';
import { language } from './verbs/language.ts';
import { lock } from './verbs/lock.ts';
import { locks } from './verbs/locks.ts';
import { logs } from './verbs/logs.ts';
import { members } from './verbs/members.ts';
import { pause } from './verbs/pause.ts';
import { promote } from './verbs/promote.ts';
import { redrain } from './verbs/redrain.ts';
import { reject } from './verbs/reject.ts';
import { restart } from './verbs/restart.ts';
import { resume } from './verbs/resume.ts';
import { retry } from './verbs/retry.ts';
import { rollback } from './verbs/rollback.ts';
import { skip } from './verbs/skip.ts';
import { status } from './verbs/status.ts';
import { unfreeze } from './verbs/unfreeze.ts';
import { unlock } from './verbs/unlock.ts';
import { verify } from './verbs/verify.ts';
import { weight } from './verbs/weight.ts';

/** Every verb, in the order in which help lists them. */
export const verbs: Readonly<Record<Verb, VerbSpec>> = {
  deploy,
  rollback,
  restart,
  approve,
  reject,
  pause,
  resume,
  abort,
  retry,
  skip,
  redrain,
  promote,
  continue: continueIt,
  verify,
  'keep-out': keepOut,
  status,
  members,
  history,
  audit,
  logs,
  drained,
  doctor,
  disable,
  enable,
  extend,
  weight,
  lock,
  unlock,
  locks,
  freeze,
  unfreeze,
  language,
  help,
};

export const verbNames: readonly string[] = Object.keys(verbs);

export const chineseVerbNames: readonly string[] = Object.values(verbs).flatMap(({ zh }) => zh);

const byName: ReadonlyMap<string, VerbSpec> = new Map(
  Object.values(verbs).flatMap((spec) => [spec.verb, ...spec.zh].map((name) => [name, spec] as const)),
);

/** The verb by its English name in any case, or by a Chinese one. */
export const verbSpec = (name: string): VerbSpec | undefined => byName.get(name.toLowerCase());
