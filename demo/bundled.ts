import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BalancerSettings } from './balancer-settings.ts';
import type { ProxySettings } from './proxy/proxy.ts';
import { script } from './script.ts';

/** Writes the bundled proxy's settings; gives the command that runs it. */
export function prepareBundled(folder: string, settings: BalancerSettings): readonly string[] {
  const file = join(folder, 'proxy.json');
  writeFileSync(file, JSON.stringify(proxySettings(settings), null, 2));
  return [process.execPath, script('proxy/main'), file, `${process.pid}`];
}

function proxySettings({ port, socket, backend, servers, checkMs }: BalancerSettings): ProxySettings {
  return {
    port,
    socket,
    backend,
    servers,
    check: { path: '/health', interMs: checkMs, timeoutMs: 2_000, rise: 1, fall: 3 },
    serverTimeoutMs: 30_000,
  };
}
