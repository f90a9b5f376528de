import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createNginxFile } from '../../../src/balancer/nginx/file/file.ts';
import type { MachineOptions } from '../../../src/balancer/nginx/file/machine.ts';
import type { NginxInstance } from '../../../src/model/provider/nginx.ts';
import { createLocalShell } from '../../../src/transport/local.ts';
import { type Nginx, startNginx } from '../../peers/nginx.ts';
import { createTap, type Tap } from './tap.ts';

/** An application that a pool's member is: it counts what reaches it, and holds `/hold` until it is let go. */
interface App {
  readonly name: string;
  requests(): number;
  letGo(): void;
  close(): void;
}

/** A real nginx before two applications, and a balancer that reaches it through a tap. */
export interface Rig {
  readonly nginx: Nginx;
  readonly apps: readonly [App, App];
  readonly tap: Tap;
  /** The file as it was at first. */
  readonly text: string;
  balancer(
    changes?: Partial<Omit<MachineOptions, 'instance'>>,
    instance?: Partial<NginxInstance>,
  ): ReturnType<typeof createNginxFile>;
  /** The status of one request through nginx, over a connection of its own. */
  ask(path?: string): Promise<number>;
  file(): string;
  write(text: string): void;
  /** How often the master was told to reload since it started. */
  reloads(): number;
  /** A program that runs a script before it goes on as nginx; `exec "$real" "$@"` ends it. */
  wrapper(script: string): string;
  stop(): Promise<void>;
}

export async function startRig(): Promise<Rig> {
  const apps = [await startApp(), await startApp()] as const;
  const text = [
    'upstream web {',
    `\tserver ${apps[0].name}  weight=3 max_fails=0; # the first\r`,
    `\tserver ${apps[1].name} max_fails=0;  # caf\u00e9, in another encoding`,
    '\tkeepalive 8;',
    '}',
    '',
  ].join('\n');
  const nginx = await startNginx({ upstreams: text });
  writeFileSync(nginx.file, text, 'latin1');
  const tap = createTap(createLocalShell({ env: process.env }));
  return {
    nginx,
    apps,
    tap,
    text,
    balancer: (changes, instance) =>
      createNginxFile({
        target: 'lb1',
        timeoutMs: 30_000,
        shell: tap.shell,
        demandMayChange: () => undefined,
        ...changes,
        instance: nginx.instance(instance),
      }),
    ask: (path = '/') => statusOf(nginx.port, path),
    file: () => readFileSync(nginx.file, 'latin1'),
    write: (content) => writeFileSync(nginx.file, content, 'latin1'),
    reloads: () => nginx.log().split(', reconfiguring').length - 1,
    wrapper: (script) => {
      const path = join(nginx.dir, `nginx-${Math.random().toString(36).slice(2)}`);
      const real = 'PATH=$PATH:/usr/local/sbin:/usr/sbin; real=$(command -v nginx)';
      writeFileSync(path, `#!/bin/sh\n${real}\nfile=${nginx.file}\n${script}\n`, { mode: 0o755 });
      return path;
    },
    stop: async () => {
      for (const app of apps) app.close();
      await nginx.stop();
    },
  };
}

async function startApp(): Promise<App> {
  const held: (() => void)[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    if (request.url === '/hold') held.push(() => response.end('done'));
    else response.end('ok');
  });
  const port = await listen(server);
  return {
    name: `127.0.0.1:${port}`,
    requests: () => requests,
    letGo: () => held.splice(0).forEach((end) => void end()),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const statusOf = (port: number, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.on('error', reject);
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.resume();
    }).on('error', reject);
  });
