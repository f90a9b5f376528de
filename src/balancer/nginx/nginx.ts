import type { NginxProvider } from '../../model/provider/nginx.ts';
import type { SshTarget } from '../../model/ssh.ts';
import { createLocalShell } from '../../transport/local.ts';
import type { OpenShell } from '../../transport/shell.ts';
import type { Balancer } from '../balancer.ts';
import { createNginxFile } from './file/file.ts';
import { createNginxPlus } from './plus/plus.ts';

/** What it can't do by itself. */
interface NginxDial {
  /** Command lines on another machine. */
  shell(ssh: SshTarget): OpenShell;
  /** Called right before each change; throws where that may not be any more. */
  demandMayChange(target: string): void;
}

/** nginx by its configuration file, on this machine or another one; or NGINX Plus by its API. The README tells both. */
export function createNginx({ id: target, timeoutMs, at }: NginxProvider, dial: NginxDial): Balancer {
  const common = { target, timeoutMs, demandMayChange: dial.demandMayChange };
  if (at.via === 'api') return createNginxPlus({ ...common, url: at.url });
  const { PATH } = process.env;
  // The bot's own secrets are no business of nginx's.
  const shell = at.ssh ? dial.shell(at.ssh) : createLocalShell({ env: PATH === undefined ? {} : { PATH } });
  return createNginxFile({ ...common, instance: at.instance, shell });
}
