import { expect, it } from 'vitest';
import { Failure } from '../../src/model/failure.ts';
import { type Saved, savedOf } from '../../src/model/member.ts';
import {
  type BalancerSetup,
  type BalancerWorld,
  balancerConformance,
  type Pool,
} from '../conformance/balancer.ts';
import { createFakeBalancer, type FakeBalancer } from '../doubles/fake-balancer.ts';
import { members } from './members.ts';

const pool = 'web';
const lost = new Failure('timeout', 'fake', 'The answer was lost.');

balancerConformance('the fake balancer', {
  members,
  can: ['history', 'slow', 'silent', 'unreachable', 'readOnly', 'ineffective', 'twice'],
  runs: 200,
  start: async () => fakeWorld(createFakeBalancer({ [pool]: members })),
} satisfies BalancerSetup);

it('fails the call that it is told to, and only that one, without having done it', async () => {
  const fake = createFakeBalancer({ web: [{ name: 'a', weight: 10 }] });
  fake.fault('drain', 2, lost);
  await fake.drain('web', 'a');
  await fake.apply('web', 'a', { weight: 10, state: 'ready' });
  await expect(fake.drain('web', 'a')).rejects.toBe(lost);
  expect(fake.world.pools.get('web')?.[0]?.state).toBe('ready');
  await fake.drain('web', 'a');
  expect(fake.world.pools.get('web')?.[0]?.state).toBe('drain');
});

it('loses only the answer where it is told so', async () => {
  const fake = createFakeBalancer({ web: [{ name: 'a', weight: 10 }] });
  fake.fault('apply', 1, lost, 'effect');
  await expect(fake.apply('web', 'a', { weight: 4, state: 'maint' })).rejects.toBe(lost);
  expect(fake.world.pools.get('web')?.[0]).toMatchObject({ weight: 4, state: 'maint' });
});

it('tells its listeners of each change, with the world as it is then', async () => {
  const fake = createFakeBalancer({ web: [{ name: 'a', weight: 10 }] });
  const heard: unknown[] = [];
  fake.onChange((change) => heard.push([change, fake.world.pools.get('web')?.[0]?.state]));
  await fake.drain('web', 'a');
  await fake.drain('web', 'a');
  const before = { weight: 10, state: 'ready' };
  const after = { weight: 10, state: 'drain' };
  expect(heard).toEqual([[{ op: 'drain', pool: 'web', member: 'a', before, after }, 'drain']]);
});

async function fakeWorld(fake: FakeBalancer): Promise<BalancerWorld> {
  const fakes = () => fake.world.pools.get(pool) ?? [];
  const look = (): Pool => Object.fromEntries(fakes().map((member) => [member.name, savedOf(member)]));
  let history: Pool[] = [];
  fake.onChange(({ member, before }) => history.push({ ...look(), [member]: before }, look()));
  const failAll = (ops: readonly ('read' | 'drain' | 'apply' | 'setWeight')[], failure: Failure): void => {
    for (const op of ops) fake.fault(op, 1, failure);
  };
  const every = ['read', 'drain', 'apply', 'setWeight'] as const;
  return {
    balancer: fake,
    pool,
    look: async () => look(),
    change: async (name: string, saved: Saved) => {
      for (const member of fakes()) if (member.name === name) Object.assign(member, saved);
    },
    hooks: {
      history: async () => history,
      slow: () => {
        fake.world.delayMs = 30;
      },
      silent: async () => {
        failAll(every, lost);
        return fake;
      },
      unreachable: async () => failAll(every, new Failure('unreachable', 'fake', 'It is gone.')),
      readOnly: () =>
        failAll(['drain', 'apply', 'setWeight'], new Failure('denied', 'fake', 'It may only look.')),
      ineffective: () => {
        fake.world.ineffective = true;
      },
      twice: (name) => {
        fakes().push(...fakes().filter((member) => member.name === name));
      },
    },
    heal: async () => {
      fake.heal();
      fake.world.delayMs = 0;
      fake.world.ineffective = false;
      fake.world.pools.set(pool, createFakeBalancer({ [pool]: members }).world.pools.get(pool) ?? []);
      history = [];
    },
    stop: async () => fake.close(),
  };
}
