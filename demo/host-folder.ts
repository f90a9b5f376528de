import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { script } from './script.ts';

/** What stands for a host: a folder with the release that it runs, the process that runs it, and what happened. */
export interface HostFolder {
  readonly name: string;
  facts(): HostFacts;
  /** The release that was put there last. */
  release(): string | undefined;
  /** The app's process id. */
  pid(): number | undefined;
  /** The process id of a deploy that is under way. */
  deploying(): number | undefined;
  /** The releases that were deployed here, one for each time. */
  deploys(): readonly string[];
  beginDeploy(release: string): void;
  endDeploy(): void;
  /** Starts the app as a process of its own that outlives the caller; gives its process id. */
  startApp(release: string): number;
}

/** What a host's deploy needs to know, kept in its folder. */
export interface HostFacts {
  readonly host: string;
  readonly port: number;
  /** The demo's own process: an app ends when that is gone. */
  readonly owner: number;
}

/** Makes the folder of a new host. */
export function createHostFolder(parent: string, name: string, facts: HostFacts): HostFolder {
  mkdirSync(join(parent, name), { recursive: true });
  writeFileSync(join(parent, name, 'facts.json'), JSON.stringify(facts));
  return openHostFolder(parent, name);
}

export function openHostFolder(parent: string, name: string): HostFolder {
  const at = (file: string): string => join(parent, name, file);
  const read = (file: string): string | undefined =>
    existsSync(at(file)) ? readFileSync(at(file), 'utf8').trim() : undefined;
  const pidIn = (file: string): number | undefined => Number(read(file)) || undefined;
  const facts = (): HostFacts => JSON.parse(readFileSync(at('facts.json'), 'utf8')) as HostFacts;
  return {
    name,
    facts,
    release: () => read('release'),
    pid: () => pidIn('app.pid'),
    deploying: () => pidIn('deploying'),
    deploys: () => read('deploys.log')?.split('\n') ?? [],
    beginDeploy(release) {
      writeFileSync(at('deploying'), `${process.pid}\n`);
      appendFileSync(at('deploys.log'), `${release}\n`);
    },
    endDeploy: () => rmSync(at('deploying')),
    startApp(release) {
      const { host, port, owner } = facts();
      const log = openSync(at('app.log'), 'a');
      const args = [script('app'), host, `${port}`, release, `${owner}`];
      const app = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] });
      app.unref();
      if (app.pid === undefined) throw new Error(`${name}: the app could not be started`);
      writeFileSync(at('release'), `${release}\n`);
      writeFileSync(at('app.pid'), `${app.pid}\n`);
      return app.pid;
    },
  };
}
