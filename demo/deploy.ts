import { setTimeout as sleep } from 'node:timers/promises';
import { ended, signal } from './alive.ts';
import { openHostFolder } from './host-folder.ts';

/** `node deploy.js HOSTS_DIR HOST RELEASE`: what a deploy script does, with nothing to download. */
const [hosts = '', name = '', release = ''] = process.argv.slice(2);
const host = openHostFolder(hosts, name);
host.beginDeploy(release);
console.log(`unpacking ${release}`);
await sleep(400);

const old = host.pid();
if (old !== undefined && signal(old, 'SIGTERM')) {
  console.log(`stopping process ${old} (${host.release() ?? 'unknown release'})`);
  if (!(await ended(old, 20_000))) throw new Error(`process ${old} did not end within 20 s`);
}
console.log(`started process ${host.startApp(release)} (${release})`);
host.endDeploy();
