import { healthOf } from './health-of.ts';
import { openHostFolder } from './host-folder.ts';

/** `node health.js HOSTS_DIR HOST RELEASE`: ends well if the host's app says that it is healthy on that release. */
const [hosts = '', name = '', release = ''] = process.argv.slice(2);
const says = await healthOf(openHostFolder(hosts, name).facts());
console.log(says);
process.exitCode = says === `${release} healthy` ? 0 : 1;
