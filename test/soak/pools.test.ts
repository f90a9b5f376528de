import { expect, it } from 'vitest';
import { noFaults } from '../doubles/haproxy-runtime.ts';
import { answerTo } from '../doubles/haproxy-runtime-answers.ts';
import { createPools } from './pools.ts';

const open = () => {
  const pools = createPools({ names: ['c1', 'c2'], hosts: 5, floor: 3 });
  const say = (command: string) => expect(answerTo(command, pools.backends, noFaults())).toBe('');
  return { pools, say };
};

it('sees a pool under its floor at the change that brought it there', () => {
  const { pools, say } = open();
  say('set server c1/c1-1 state drain');
  say('set server c2/c2-1 weight 0');
  say('set server c1/c1-2 state maint');
  expect(pools.under).toEqual([]);
  say('set server c1/c1-3 weight 0');
  say('set server c1/c1-3 weight 10');
  expect(pools.under).toEqual(['c1 had 2 in service after a change of c1-3']);
  expect(pools.changes()).toBe(5);
});

it('knows who is not exactly as at first', () => {
  const { pools, say } = open();
  say('set server c1/c1-1 state drain');
  say('set server c1/c1-2 weight 49');
  say('set server c1/c1-3 state maint');
  say('set server c1/c1-3 state ready');
  expect(pools.changed('c1').map(({ member }) => member)).toEqual(['c1-1', 'c1-2']);
  expect(pools.changed('c2')).toEqual([]);
});
