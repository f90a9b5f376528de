import { describe, expect, it } from 'vitest';
import type { Evidence } from './evidence.ts';
import { judge } from './judge.ts';

const well: Evidence = {
  wanted: 2,
  rollouts: [
    { id: 'r1', state: 'succeeded', asked: true },
    { id: 'r2', state: 'failed', asked: true },
    { id: 'r3', state: 'succeeded', asked: false },
  ],
  finalStates: ['succeeded', 'failed'],
  done: ['r1 a v1', 'r2 a v2'],
  ran: ['r1 a v1', 'r1 b v1', 'r1 b v1', 'r2 a v2'],
  retried: ['r1 b'],
  changed: [{ member: 'b', text: 'b has weight 0' }],
  leftOut: ['b'],
  held: ['b'],
  locks: [],
  under: [],
  memory: { first: { heapMb: 40, residentMb: 150 }, last: { heapMb: 45, residentMb: 200 } },
};

describe('the judge of a soak', () => {
  it('has nothing against one that went well', () => {
    expect(judge(well)).toEqual([]);
  });

  const wrong: readonly (readonly [string, Partial<Evidence>, string])[] = [
    [
      'a rollout that has not ended',
      { rollouts: [...well.rollouts, { id: 'r4', state: 'running', asked: false }] },
      'r4 has not ended: running',
    ],
    ['a command that counted twice', { wanted: 1 }, '1 rollouts were to be asked for, and there are 2'],
    ['a rollout that was never begun', { wanted: 3 }, '3 rollouts were to be asked for, and there are 2'],
    [
      'a member that no report names',
      { leftOut: [] },
      'left changed, and no report names it: b has weight 0',
    ],
    ['a member that nobody holds', { held: [] }, 'b is out, and nobody holds it'],
    ['a member that is held for nothing', { held: ['a', 'b'] }, 'a is held, although it is back'],
    ['a lock', { locks: ['c1 by r1'] }, 'still locked: c1 by r1'],
    ['a pool under its floor', { under: ['c1 had 2'] }, 'under the floor: c1 had 2'],
    [
      'a deploy that ran twice',
      { ran: [...well.ran, 'r2 a v2'] },
      'the deploy r2 a v2 ran 2 times, and may run 1 times',
    ],
    [
      'one that was tried again, and ran three times',
      { ran: [...well.ran, 'r1 b v1'] },
      'the deploy r1 b v1 ran 3 times, and may run 2 times',
    ],
    ['one that never ran', { done: ['r1 c v1'] }, 'the deploy r1 c v1 is done, and never ran'],
    [
      'a heap that grows',
      { memory: { ...well.memory, last: { heapMb: 46, residentMb: 200 } } },
      'memory: the heap after a collection grew from 40 to 46 MB; 5 MB are allowed',
    ],
    [
      'a process that grows',
      { memory: { ...well.memory, last: { heapMb: 45, residentMb: 201 } } },
      'memory: what is resident grew from 150 to 201 MB; 50 MB are allowed',
    ],
  ];
  it.each(wrong)('sees %s', (_, change, line) => {
    expect(judge({ ...well, ...change })).toEqual([line]);
  });

  it('does not take it for little that nothing was measured', () => {
    const none = { heapMb: Number.NaN, residentMb: Number.NaN };
    expect(judge({ ...well, memory: { first: none, last: none } })).toHaveLength(2);
  });
});
