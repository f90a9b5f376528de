import type { Command } from '../model/command.ts';
import type { Desk } from './desk.ts';
import { abort } from './handlers/abort.ts';
import { approve, reject } from './handlers/approve.ts';
import { audit } from './handlers/audit.ts';
import { deploy } from './handlers/deploy.ts';
import { disable } from './handlers/disable.ts';
import { doctor } from './handlers/doctor.ts';
import { drained } from './handlers/drained.ts';
import { enable } from './handlers/enable.ts';
import { extend } from './handlers/extend.ts';
import { freeze, unfreeze } from './handlers/freeze.ts';
import { history, logs } from './handlers/history.ts';
import { language } from './handlers/language.ts';
import { lock, locks, unlock } from './handlers/lock.ts';
import { members } from './handlers/members.ts';
import { restart } from './handlers/restart.ts';
import { rollback } from './handlers/rollback.ts';
import { status } from './handlers/status.ts';
import { steer } from './handlers/steer.ts';
import { weight } from './handlers/weight.ts';
import type { Answer, Asked } from './intake.ts';

type Bound = (desk: Desk, request: Asked) => Promise<Answer>;
type Handled = Exclude<Command, { verb: 'help' }>;

/** The command's handler, bound to it. A verb without one does not compile. */
export function handlers(command: Handled): Bound {
  switch (command.verb) {
    case 'deploy':
      return (desk, request) => deploy(desk, command, request);
    case 'rollback':
      return (desk, request) => rollback(desk, command, request);
    case 'restart':
      return (desk, request) => restart(desk, command, request);
    case 'approve':
      return (desk, request) => approve(desk, command, request);
    case 'reject':
      return (desk, request) => reject(desk, command, request);
    case 'abort':
      return (desk, request) => abort(desk, command, request);
    case 'pause':
    case 'resume':
    case 'retry':
    case 'promote':
    case 'skip':
    case 'redrain':
    case 'continue':
    case 'verify':
    case 'keep-out':
      return (desk, request) => steer(desk, command, request);
    case 'status':
      return (desk, request) => status(desk, command, request);
    case 'members':
      return (desk, request) => members(desk, command, request);
    case 'history':
      return (desk, request) => history(desk, command, request);
    case 'logs':
      return (desk, request) => logs(desk, command, request);
    case 'drained':
      return (desk, request) => drained(desk, command, request);
    case 'doctor':
      return (desk, request) => doctor(desk, command, request);
    case 'disable':
      return (desk, request) => disable(desk, command, request);
    case 'extend':
      return (desk, request) => extend(desk, command, request);
    case 'weight':
      return (desk, request) => weight(desk, command, request);
    case 'enable':
      return (desk, request) => enable(desk, command, request);
    case 'lock':
      return (desk, request) => lock(desk, command, request);
    case 'unlock':
      return (desk, request) => unlock(desk, command, request);
    case 'locks':
      return (desk, request) => locks(desk, command, request);
    case 'freeze':
      return (desk, request) => freeze(desk, command, request);
    case 'unfreeze':
      return (desk, request) => unfreeze(desk, command, request);
    case 'language':
      return (desk, request) => language(desk, command, request);
    case 'audit':
      return (desk, request) => audit(desk, command, request);
  }
}
