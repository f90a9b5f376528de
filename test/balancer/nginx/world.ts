import { writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createNginxFile } from '../../../src/balancer/nginx/file/file.ts';
import type { Saved } from '../../../src/model/member.ts';
import { createLocalShell } from '../../../src/transport/local.ts';
import type { OpenShell } from '../../../src/transport/shell.ts';
import { createSshConnections } from '../../../src/transport/ssh/connections.ts';
import type {
  BalancerHooks,
  BalancerSetup,
  BalancerShape,
  BalancerWorld,
  Pool,
} from '../../conformance/balancer.ts';
import { type Nginx, startNginx } from '../../peers/nginx.ts';
import { startSshd } from '../../peers/sshd.ts';
import { createTap, isChange, protect, type Tap } from './tap.ts';

/** Nobody else has connections to these. */
const members = [
  { name: '127.77.0.1:80', weight: 100 },
  { name: '127.77.0.1:8080', weight: 50 },
  { name: '127.77.0.2:80', weight: 10 },
  { name: '127.77.0.3:80', weight: 1 },
  { name: '127.77.0.4:80', weight: 256 },
  { name: '127.77.0.5:80', weight: 33 },
];

/** `down` is the one state beside ready, and it leaves the weight alone. */
const shape: BalancerShape = {
  states: ['ready', 'drain'],
  weights: { least: 1, most: 65_535 },
  drained: ({ weight }) => ({ weight, state: 'drain' }),
  knowsConfigured: false,
};

const can: readonly (keyof BalancerHooks)[] = [
  'beforeWrite',
  'slow',
  'silent',
  'unreachable',
  'readOnly',
  'twice',
];

type Via = 'local' | 'ssh';

/** A real nginx, reached by a shell on this machine or by a real sshd. */
export const realNginx = (via: Via): BalancerSetup => ({
  shape,
  members,
  samePeer: ['127.77.0.1:80', '127.77.0.1:8080'],
  // Each change is a reload: what would be the same over SSH is left out there.
  can: via === 'local' ? [...can, 'history'] : can,
  runs: via === 'local' ? 3 : 1,
  start: () => startWorld(via),
});

/** With more around the servers than they need, all of which is to stay. */
const upstreams = [
  '# web-01, see ticket 4711; down until Monday',
  'upstream other { server 127.77.0.1:80 weight=100; server 127.77.0.1:8080 down; }',
  'upstream "web" {',
  '\tleast_conn;  # not the default',
  ...members.map(
    ({ name, weight }) => `  server\t${name} weight=${weight}  max_fails=0; # "${name}" {\u00e4}`,
  ),
  '}',
  '',
].join('\n');

async function startWorld(via: Via): Promise<BalancerWorld> {
  const nginx = await startNginx({ upstreams });
  const way = await wayTo(via);
  const tap = createTap(way.shell);
  const peer: Peer = { nginx, tap, base: upstreams, history: [], undo: [] };
  const balancer = (timeoutMs: number) =>
    createNginxFile({
      target: 'lb1',
      timeoutMs,
      instance: nginx.instance(),
      shell: tap.shell,
      demandMayChange: () => undefined,
    });
  const hooks = {
    ...hooksOf(peer, way.nowhere),
    silent: async () => {
      tap.before = () => new Promise(() => undefined);
      return balancer(150);
    },
  };
  const { history, ...others } = hooks;
  return {
    balancer: balancer(30_000),
    pool: 'web',
    look: () => lookAt(peer),
    change: (member, saved) => set(nginx, member, saved),
    hooks: via === 'local' ? hooks : others,
    heal: () => heal(peer),
    stop: async () => {
      await way.close();
      await nginx.stop();
    },
  };
}

interface Way {
  readonly shell: OpenShell;
  /** The same way to a machine that is not there. */
  readonly nowhere?: OpenShell;
  close(): Promise<void>;
}

async function wayTo(via: Via): Promise<Way> {
  if (via === 'local') return { shell: createLocalShell({ env: process.env }), close: async () => undefined };
  const sshd = await startSshd();
  const connections = createSshConnections();
  const shellTo = (port: number): OpenShell => {
    const target = sshd.target({ port });
    return async (command, listener) => (await connections.connection(target)).exec(command, listener);
  };
  return {
    shell: shellTo(sshd.port),
    nowhere: shellTo(1),
    async close() {
      await connections.closeAll();
      await sshd.stop();
    },
  };
}

interface Peer {
  readonly nginx: Nginx;
  readonly tap: Tap;
  /** What the file says beside the servers' parameters. */
  base: string;
  history: Pool[];
  /** What `heal` has to do beside what it does anyway. */
  undo: (() => void | Promise<void>)[];
}

function hooksOf(peer: Peer, nowhere: OpenShell | undefined): Omit<BalancerHooks, 'silent' | NotHere> {
  const { nginx, tap } = peer;
  return {
    history: async () => [...peer.history, await lookAt(peer)],
    beforeWrite: (act) => {
      let done = false;
      tap.before = async (script) => {
        if (done || !isChange(script)) return;
        done = true;
        await act();
      };
    },
    slow: () => {
      tap.before = () => pause(50);
    },
    unreachable: async () => {
      const { under } = tap;
      if (nowhere) tap.under = nowhere;
      else await nginx.end();
      peer.undo.push(nowhere ? () => void Object.assign(tap, { under }) : nginx.start);
    },
    readOnly: () => void peer.undo.push(protect(tap, dirname(nginx.file))),
    twice: (name) => {
      peer.base = upstreams.replace('least_conn;', `least_conn; server ${name};`);
      writeFileSync(nginx.file, peer.base);
    },
  };
}

/** A peer that runs can't be made to throttle, to cut answers off, or to take a change without effect in a moment. */
type NotHere = 'throttled' | 'unauthorised' | 'cutAnswers' | 'ineffective';

async function heal(peer: Peer): Promise<void> {
  const { nginx, tap } = peer;
  peer.base = upstreams;
  await writeFile(nginx.file, upstreams);
  for (const undo of peer.undo.splice(0)) await undo();
  peer.history = [];
  tap.before = async (script) => {
    if (isChange(script)) peer.history.push(await lookAt(peer));
  };
}

const lineOf = (member: string): RegExp => new RegExp(`^(  server\\t${member})([^;]*)(;.*)$`, 'm');

/** By hand, without a reload. */
async function set(nginx: Nginx, member: string, { weight, state }: Saved): Promise<void> {
  const parameters = ` weight=${weight}  max_fails=0${state === 'drain' ? ' down' : ''}`;
  const text = await readFile(nginx.file, 'utf8');
  await writeFile(nginx.file, text.replace(lineOf(member), `$1${parameters}$3`));
}

/** The pool line by line; whatever else the file says has to be as it was. */
async function lookAt({ nginx, base }: Peer): Promise<Pool> {
  const text = await readFile(nginx.file, 'utf8');
  const found = members.map(({ name }) => {
    const parameters = lineOf(name).exec(text)?.[2] ?? '';
    const [, weight, down] = /^ weight=(\d+) {2}max_fails=0( down)?$/.exec(parameters) ?? [];
    if (weight === undefined) throw new Error(`what became of the line of ${name}? "${parameters}"`);
    return [name, { weight: Number(weight), state: down ? 'drain' : 'ready' } as const] as const;
  });
  const blank = (whole: string) =>
    members.reduce((now, { name }) => now.replace(lineOf(name), '$1$3'), whole);
  if (blank(text) !== blank(base)) throw new Error(`more than parameters changed:\n${text}`);
  return Object.fromEntries(found);
}
