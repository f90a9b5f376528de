import { createLvs } from '../../../src/balancer/lvs/lvs.ts';
import {
  type BalancerSetup,
  type BalancerWorld,
  type Pool,
  weightShape,
} from '../../conformance/balancer.ts';
import type { Lvs } from '../../peers/lvs.ts';
import { createWay } from './way.ts';

const pool = 'tcp:10.1.0.1:80';
const members = [
  { name: '10.0.0.1:8080', weight: 100 },
  { name: '10.0.0.1:8081', weight: 50 },
  { name: '10.0.0.2:8080', weight: 1 },
  { name: '10.0.0.3:8080', weight: 256 },
];
const table = [
  '-A -t 10.1.0.1:80 -s wlc',
  ...members.map(({ name, weight }) => `-a -t 10.1.0.1:80 -r ${name} -m -w ${weight} -x 9 -y 3`),
].join('\n');

/** A masqueraded service of a real kernel. Each command takes a moment there, so the random sequences are few. */
export const realSetup = (lvs: () => Lvs): BalancerSetup => ({
  shape: weightShape(2 ** 31 - 1),
  members,
  samePeer: ['10.0.0.1:8080', '10.0.0.1:8081'],
  can: ['beforeWrite', 'slow', 'silent', 'unreachable', 'unauthorised', 'cutAnswers'],
  runs: 1,
  start: async () => worldOf(lvs()),
});

function worldOf(lvs: Lvs): BalancerWorld {
  const way = createWay();
  const balancer = (timeoutMs = 120_000) =>
    createLvs({
      target: 'lvs1',
      directors: [{ name: 'lvs-a', shell: way.through(lvs.shell()) }],
      sudo: false,
      drainBy: 'weight',
      timeoutMs,
      demandMayChange: () => undefined,
    });
  return {
    balancer: balancer(),
    pool,
    look: async () => lookAt((await lvs.run('ipvsadm -Ln -t 10.1.0.1:80')).stdout),
    change: async (name, { weight }) => {
      const { exitCode, stderr } = await lvs.run(`ipvsadm -e -t 10.1.0.1:80 -r ${name} -m -w ${weight}`);
      if (exitCode !== 0) throw new Error(stderr);
    },
    hooks: {
      beforeWrite: way.beforeWrite,
      slow: way.slow,
      silent: async () => {
        lvs.freeze();
        return balancer(300);
      },
      unreachable: async () => way.refuse('unreachable'),
      unauthorised: () => way.refuse('denied'),
      cutAnswers: () => way.cut(200),
    },
    heal: async () => {
      lvs.thaw();
      way.heal();
      await lvs.run(`ipvsadm -C\nipvsadm -R <<'END'\n${table}\nEND\n`);
    },
    // The machine belongs to the whole file.
    stop: async () => undefined,
  };
}

/** The list that the balancer does not take weights from. */
const lookAt = (listing: string): Pool =>
  Object.fromEntries(
    [...listing.matchAll(/^ {2}-> (\S+:\d+) +Masq +(\d+) /gm)].map(([, name, weight]) => [
      name,
      { weight: Number(weight), state: 'ready' },
    ]),
  );
