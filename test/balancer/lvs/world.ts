import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { createLvs, type LvsOptions } from '../../../src/balancer/lvs/lvs.ts';
import type { Saved } from '../../../src/model/member.ts';
import {
  type BalancerHooks,
  type BalancerSetup,
  type BalancerWorld,
  type Pool,
  weightShape,
} from '../../conformance/balancer.ts';
import { type DirectorDouble, noFaults, startDirectorDouble } from '../../doubles/ipvsadm/director.ts';
import { createWay, type Way } from './way.ts';

/** A virtual service with its members, on one director or on a pair. */
interface Setting {
  readonly pool: string;
  /** ipvsadm's words for the service, and for another one that has the same real servers. */
  readonly words: readonly string[];
  readonly otherWords: readonly string[];
  readonly method: '-g' | '-m';
  readonly members: BalancerSetup['members'];
  readonly samePeer?: readonly [string, string];
  readonly directors: 1 | 2;
  readonly user: 'root' | 'sudoer';
}

const hooks: readonly (keyof BalancerHooks)[] = [
  'history',
  'beforeWrite',
  'slow',
  'silent',
  'unreachable',
  'cutAnswers',
  'ineffective',
  'unauthorised',
  'twice',
];

/** What the suite runs against without a kernel. Only sudo can let a user look and not change. */
export const doubles = (setting: Setting): BalancerSetup => ({
  shape: weightShape(2 ** 31 - 1),
  members: setting.members,
  ...(setting.samePeer && { samePeer: setting.samePeer }),
  can: setting.user === 'sudoer' ? [...hooks, 'readOnly'] : hooks,
  runs: 5,
  start: () => startWorld(setting),
});

async function startWorld(setting: Setting): Promise<BalancerWorld> {
  let history: Pool[] = [];
  let last: Pool = {};
  const all: DirectorDouble[] = [];
  const look = (): Pool => (all[0] ? lookAt(all[0], setting) : {});
  const record = (): void => {
    history.push(last, look());
    last = look();
  };
  const forget = (): void => {
    history = [];
    last = look();
  };
  for (let n = 0; n < setting.directors; n += 1) all.push(await startDirectorDouble(record));
  const way = createWay();
  const options = optionsFor(all, setting, way);
  return {
    balancer: createLvs(options),
    pool: setting.pool,
    look: async () => {
      for (const each of all) expect(lookAt(each, setting)).toEqual(look());
      return look();
    },
    change: async (name, saved) => {
      for (const each of all) set(each, setting, name, saved);
      forget();
    },
    hooks: {
      ...hooksOf(all, setting, way),
      history: async () => history,
      silent: async () => {
        for (const { faults } of all) faults.before = () => new Promise(() => undefined);
        return createLvs({ ...options, timeoutMs: 150 });
      },
    },
    heal: async () => {
      way.heal();
      for (const each of all) reset(each, setting);
      forget();
    },
    stop: async () => void (await Promise.all(all.map((each) => each.stop()))),
  };
}

const optionsFor = (all: readonly DirectorDouble[], { user }: Setting, way: Way): LvsOptions => ({
  target: 'lvs1',
  directors: all.map(({ shell }, i) => ({ name: `lvs-${i + 1}`, shell: way.through(shell) })),
  sudo: user === 'sudoer',
  drainBy: 'weight',
  timeoutMs: 30_000,
  demandMayChange: () => undefined,
});

function hooksOf(all: readonly DirectorDouble[], { user }: Setting, way: Way): Partial<BalancerHooks> {
  const onAll = (faults: Partial<DirectorDouble['faults']>): void => {
    for (const each of all) Object.assign(each.faults, faults);
  };
  return {
    beforeWrite: (act) => {
      let done = false;
      const before = async ([command]: readonly string[]): Promise<void> => {
        if (done || command !== '-e') return;
        done = true;
        await act();
      };
      onAll({ before });
    },
    slow: () => onAll({ before: () => pause(20) }),
    unreachable: async () => way.refuse('unreachable'),
    unauthorised: () => way.refuse('denied'),
    cutAnswers: () => way.cut(200),
    ineffective: () => onAll({ ineffective: true }),
    twice: (name) => onAll({ twice: name }),
    ...(user === 'sudoer' && { readOnly: () => onAll({ user: 'lister' }) }),
  };
}

function reset({ kernel, faults, ipvsadm }: DirectorDouble, setting: Setting): void {
  Object.assign(faults, noFaults(), { user: setting.user });
  kernel.flush();
  for (const words of [setting.otherWords, setting.words]) {
    ipvsadm('-A', ...words, '-s', 'wlc');
    for (const { name, weight } of setting.members)
      ipvsadm('-a', ...words, '-r', name, setting.method, '-w', `${weight}`, '-x', '90', '-y', '30');
  }
}

function set({ ipvsadm }: DirectorDouble, { words, method }: Setting, name: string, saved: Saved): void {
  const { code, stderr } = ipvsadm('-e', ...words, '-r', name, method, '-w', `${saved.weight}`);
  if (code !== 0) throw new Error(stderr);
}

/** The pool as the kernel has it: its service was added last. */
function lookAt({ kernel }: DirectorDouble, { members }: Setting): Pool {
  const dests = kernel.services.at(-1)?.dests ?? [];
  const shown = dests.map(({ address, port, weight }) => {
    const plain = `${address}:${port}`;
    const name = members.find((each) => each.name.replace(/[[\]]/g, '') === plain)?.name ?? plain;
    return [name, { weight, state: 'ready' as const }];
  });
  return Object.fromEntries(shown);
}
