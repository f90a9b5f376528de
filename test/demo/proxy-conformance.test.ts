import { seePool } from '../../demo/runtime-api.ts';
import { connectUnix } from '../../src/balancer/haproxy/connect.ts';
import { createHaproxy } from '../../src/balancer/haproxy/haproxy.ts';
import type { Saved } from '../../src/model/member.ts';
import { type BalancerWorld, balancerConformance, type Pool } from '../conformance/balancer.ts';
import { type Front, startBundledFront } from './proxy-peer.ts';

const weights = [100, 50, 10, 256, 1];
const members = weights.map((weight, i) => ({ name: `web-0${i + 1}`, weight }));

const look = async (front: Front): Promise<Pool> =>
  Object.fromEntries(
    (await seePool(front.socket, 'web')).map(({ name, weight, state }) => [
      name,
      { weight, state: stateOf(state) },
    ]),
  );

function stateOf(text: string): Saved['state'] {
  if (text === 'ready' || text === 'drain' || text === 'maint') return text;
  throw new Error(`the proxy shows ${text}`);
}

async function start(): Promise<BalancerWorld> {
  const front = await startBundledFront(weights);
  const change = async (member: string, { weight, state }: Saved): Promise<void> => {
    await front.ask(`set server web/${member} weight ${weight}; set server web/${member} state ${state}`);
  };
  return {
    balancer: createHaproxy({ target: 'demo', timeoutMs: 5_000, connect: connectUnix(front.socket) }),
    pool: 'web',
    look: () => look(front),
    change,
    hooks: {},
    heal: async () => {
      for (const { name, weight } of members) await change(name, { weight, state: 'ready' });
    },
    stop: () => front.close(),
  };
}

balancerConformance('the haproxy adapter on the bundled demo proxy', { members, can: [], runs: 25, start });
