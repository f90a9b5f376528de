import { startApp } from './app-server.ts';
import { watchOwner } from './owner.ts';

/** `node app.js ADDRESS PORT RELEASE OWNER_PID`: one application process; SIGTERM ends it gracefully. */
const [host = '', port = '', release = '', owner = ''] = process.argv.slice(2);
const app = await startApp({ host, port: Number(port), release, warmUpMs: 300, slowMs: 1500 });
console.log(`${release} on ${host}:${app.port}`);

process.once('SIGTERM', () => {
  console.log('SIGTERM: finishing what is open');
  void app.stop().then(() => process.exit(0));
});
watchOwner(Number(owner), () => process.exit(1));
