import { setTimeout as pause } from 'node:timers/promises';
import { type Connect, connectTcp, connectUnix } from '../../../src/balancer/haproxy/connect.ts';
import { createHaproxy } from '../../../src/balancer/haproxy/haproxy.ts';
import type { Saved } from '../../../src/model/member.ts';
import { createSshConnections } from '../../../src/transport/ssh/connections.ts';
import type { BalancerSetup, BalancerWorld, Pool } from '../../conformance/balancer.ts';
import { type Haproxy, startHaproxy } from '../../peers/haproxy.ts';
import { startSshd } from '../../peers/sshd.ts';
import { members } from '../members.ts';
import { startTap, type Tap } from './tap.ts';

const pool = 'web';

type Via = 'unix' | 'tcp' | 'ssh';

/** A real HAProxy behind a tap: what the suite runs against, over a unix socket, TCP, or a socket behind a real sshd. */
export const realHaproxy = (via: Via): BalancerSetup => ({
  members,
  can: ['history', 'beforeWrite', 'slow', 'silent', 'unreachable', 'readOnly'],
  // Each call is a channel of its own over SSH: fewer runs there.
  runs: via === 'ssh' ? 5 : 25,
  start: () => startWorld(via),
});

async function startWorld(via: Via): Promise<BalancerWorld> {
  // Nothing listens at the servers: unchecked, they are what their admin state says.
  const servers = members.map((member, i) => ({ ...member, address: `127.0.0.1:${i + 1}` }));
  const haproxy = await startHaproxy({
    backends: [
      { name: pool, servers },
      { name: 'other', servers },
    ],
  });
  const api = via === 'tcp' ? { host: '127.0.0.1', port: haproxy.adminPort } : { path: haproxy.socketPath };
  const tap = await startTap(via === 'tcp' ? 'tcp' : 'unix', api);
  const way = await wayTo(tap, via);
  const { connect } = way;
  const peer: Peer = { haproxy, tap, api, history: [], down: false };
  return {
    balancer: createHaproxy({ target: 'lb1', timeoutMs: 20_000, connect }),
    pool,
    look: () => lookAt(haproxy, pool),
    change: (member, saved) => set(haproxy, member, saved),
    hooks: {
      ...hooksOf(peer),
      silent: async () => {
        haproxy.freeze();
        return createHaproxy({ target: 'lb1', timeoutMs: 150, connect });
      },
    },
    heal: () => heal(peer),
    stop: async () => {
      await way.close();
      await tap.stop();
      await haproxy.stop();
    },
  };
}

/** How the balancer under test reaches the tap. */
async function wayTo({ at }: Tap, via: Via): Promise<{ readonly connect: Connect; close(): Promise<void> }> {
  if (!('path' in at)) return { connect: connectTcp(at.host, at.port), close: async () => undefined };
  if (via === 'unix') return { connect: connectUnix(at.path), close: async () => undefined };
  const sshd = await startSshd();
  const connections = createSshConnections();
  return {
    connect: () => connections.forwardUnix(sshd.target(), at.path),
    async close() {
      await connections.closeAll();
      await sshd.stop();
    },
  };
}

interface Peer {
  readonly haproxy: Haproxy;
  readonly tap: Tap;
  readonly api: { readonly path: string } | { readonly host: string; readonly port: number };
  history: Pool[];
  down: boolean;
}

function hooksOf(peer: Peer): Omit<BalancerWorld['hooks'], 'silent'> {
  const { haproxy, tap } = peer;
  return {
    history: async () => [...peer.history, await lookAt(haproxy, pool)],
    beforeWrite: (act) => {
      let done = false;
      tap.before = async (line) => {
        if (done || !line.startsWith('set ')) return;
        done = true;
        await act();
      };
    },
    slow: () => {
      tap.before = () => pause(50);
    },
    unreachable: async () => {
      peer.down = true;
      await haproxy.kill();
    },
    readOnly: () => {
      tap.upstream = { path: haproxy.userSocketPath };
    },
  };
}

/** As it was started. Each command that then comes leaves a picture of the pool, just before it. */
async function heal(peer: Peer): Promise<void> {
  const { haproxy, tap } = peer;
  haproxy.thaw();
  if (peer.down) await haproxy.restart();
  peer.down = false;
  tap.upstream = peer.api;
  for (const { name, weight } of members) await set(haproxy, name, { weight, state: 'ready' });
  peer.history = [];
  tap.before = async () => void peer.history.push(await lookAt(haproxy, pool));
}

async function set(haproxy: Haproxy, member: string, saved: Saved): Promise<void> {
  const answers = [
    await haproxy.command(`set server ${pool}/${member} state ${saved.state}`),
    await haproxy.command(`set server ${pool}/${member} weight ${saved.weight}`),
  ];
  if (answers.join('').trim() !== '') throw new Error(`haproxy refused: ${answers.join('')}`);
}

/** The pool by `show stat`, which the balancer does not take weights and states from. */
async function lookAt(haproxy: Haproxy, backend: string): Promise<Pool> {
  const [head = '', ...lines] = (await haproxy.command('show stat -1 4 -1')).trim().split('\n');
  const column = (name: string): number => head.replace('# ', '').split(',').indexOf(name);
  const rows = lines.map((line) => line.split(',')).filter((row) => row[column('pxname')] === backend);
  return Object.fromEntries(
    rows.map((row) => [
      row[column('svname')],
      { weight: Number(row[column('uweight')]), state: stateIn(row[column('status')]) },
    ]),
  );
}

function stateIn(status = ''): Saved['state'] {
  if (status.startsWith('MAINT')) return 'maint';
  return status.startsWith('DRAIN') ? 'drain' : 'ready';
}
