import { readFile } from 'node:fs/promises';
import { watchOwner } from '../owner.ts';
import { type ProxySettings, startProxy } from './proxy.ts';

/** `node proxy/main.js SETTINGS.json OWNER_PID`: the demo's own stand-in for HAProxy, as a process. */
const [file = '', owner = ''] = process.argv.slice(2);
const settings = JSON.parse(await readFile(file, 'utf8')) as ProxySettings;
const proxy = await startProxy(settings);
console.log(`demo proxy (a stand-in for HAProxy, not a product) on 127.0.0.1:${settings.port}`);

const stop = (): void => {
  void proxy.close().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
watchOwner(Number(owner), () => process.exit(1));
