import type { Command } from '../model/command.ts';
import type { Desk } from './desk.ts';
import { abort } from './handlers/abort.ts';
import { approve, reject } from './handlers/approve.ts';
import { deploy } from './handlers/deploy.ts';
import { drained, enable } from './handlers/drained.ts';
import { history, logs } from './handlers/history.ts';
import { lock, locks, unlock } from './handlers/lock.ts';
import { members } from './handlers/members.ts';
import { restart } from './handlers/restart.ts';
import { rollback } from './handlers/rollback.ts';
import { status } from './handlers/status.ts';
import { steer } from './handlers/steer.ts';
import type { Answer, Request } from './intake.ts';

type Bound = (desk: Desk, request: Request) => Promise<Answer>;
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
    case 'enable':
      return (desk, request) => enable(desk, command, request);
    case 'lock':
      return (desk, request) => lock(desk, command, request);
    case 'unlock':
      return (desk, request) => unlock(desk, command, request);
    case 'locks':
      return (desk, request) => locks(desk, command, request);
  }
}
