import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amount, amountOf } from '../../src/model/amount.ts';
import { inService, type Member } from '../../src/model/member.ts';
import { mayTakeOut, mostOut } from '../../src/policy/capacity.ts';

const amount = fc.oneof(
  fc.integer({ min: 0, max: 12 }).map((count): Amount => ({ count })),
  fc.integer({ min: 0, max: 100 }).map((percent): Amount => ({ percent })),
);
const member = fc.record({
  weight: fc.constantFrom(0, 1, 100),
  state: fc.constantFrom('ready', 'drain', 'maint'),
  health: fc.constantFrom('up', 'down', 'unchecked', 'unknown'),
} as const);
const pool = fc
  .array(member, { minLength: 1, maxLength: 12 })
  .map((members) => members.map((each, i): Member => ({ ...each, name: `m${i}` })));

type Live = { -readonly [Key in keyof Member]: Member[Key] };
const capOf = (maxOut: Amount | undefined, total: number) =>
  maxOut ? Math.max(1, amountOf(maxOut, total, 'down')) : total;

describe('the capacity guard', () => {
  it('never lets the members in service fall under minInService, nor more out than maxOut, in any order of asking', () => {
    fc.assert(
      fc.property(
        pool,
        amount,
        fc.option(amount, { nil: undefined }),
        fc.array(fc.nat(11)),
        (members, minInService, maxOut, order) => {
          const rule = { minInService, ...(maxOut && { maxOut }) };
          const floor = amountOf(minInService, members.length, 'up');
          const live = members.map((each) => ({ ...each }));
          for (const i of order) {
            const asked = live[i % live.length] as Live;
            const counts =
              inService(asked) && mayTakeOut({ pool: 'p', live, out: new Set() }, [asked.name], rule).allowed;
            if (!counts) continue;
            asked.state = 'drain';
            const serving = live.filter(inService).length;
            expect(serving).toBeGreaterThanOrEqual(floor);
            expect(live.length - serving).toBeLessThanOrEqual(capOf(maxOut, live.length));
          }
        },
      ),
    );
  });

  it('says who is short of what', () => {
    const members: Member[] = [
      { name: 'a', weight: 1, state: 'ready', health: 'up' },
      { name: 'b', weight: 1, state: 'ready', health: 'down' },
    ];
    expect(
      mayTakeOut({ pool: 'lb/web', live: members, out: new Set() }, ['a'], { minInService: { count: 1 } }),
    ).toEqual({
      allowed: false,
      reason: 'lb/web has 1 of 2 members in service and must keep 1',
    });
    expect(
      mayTakeOut({ pool: 'lb/web', live: members, out: new Set() }, ['b'], { minInService: { count: 1 } }),
    ).toEqual({ allowed: true });
  });

  it('counts what the bot holds out as out, though a restarted balancer shows it as ready', () => {
    const live = ['a', 'b', 'c'].map((name): Member => ({ name, weight: 1, state: 'ready', health: 'up' }));
    const rule = { minInService: { count: 2 } };
    expect(mayTakeOut({ pool: 'p', live, out: new Set() }, ['b'], rule).allowed).toBe(true);
    expect(mayTakeOut({ pool: 'p', live, out: new Set(['a']) }, ['b'], rule).allowed).toBe(false);
    expect(mayTakeOut({ pool: 'p', live, out: new Set(['a']) }, ['a'], rule).allowed).toBe(true);
  });

  it('counts 75% of 5 as 4 that must stay, so one may go', () => {
    expect(mostOut(5, { minInService: { percent: 75 } })).toBe(1);
    expect(mostOut(1, { minInService: { percent: 1 } })).toBe(0);
  });

  it('counts a host that has two members of a pool as two', () => {
    const live: Member[] = ['a:80', 'a:443', 'b:80', 'b:443'].map((name) => ({
      name,
      weight: 1,
      state: 'ready',
      health: 'up',
    }));
    const pool = { pool: 'p', live, out: new Set<string>() };
    const both = ['a:80', 'a:443'];
    expect(mayTakeOut(pool, both, { minInService: { count: 3 } }).allowed).toBe(false);
    expect(mayTakeOut(pool, both, { minInService: { count: 2 } }).allowed).toBe(true);
    expect(mayTakeOut(pool, both, { minInService: { count: 2 }, maxOut: { count: 1 } }).allowed).toBe(true);
  });
});
