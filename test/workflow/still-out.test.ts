import { expect, test } from 'vitest';
import type { AdminState } from '../../src/model/member.ts';
import { stillOut } from '../../src/workflow/steps/snapshot.ts';

const member = (weight: number, state: AdminState) => ({
  name: 'web-01',
  weight,
  state,
  health: 'up' as const,
});
const held = (state: AdminState, outSince: Date | undefined = new Date()) => ({
  saved: { weight: 100, state },
  ...(outSince && { outSince }),
});

test.each([
  ['in drain', 'ready', member(100, 'drain'), true],
  ['weight 0, where there is no drain state', 'ready', member(0, 'ready'), true],
  ['not listed, where drained means removed', 'ready', member(0, 'maint'), true],
  ['given back', 'ready', member(100, 'ready'), false],
  ['given back with another weight', 'ready', member(37, 'ready'), false],
  ['put in maint by somebody', 'ready', member(100, 'maint'), false],
  ['in maint before', 'maint', member(100, 'maint'), true],
  ['in maint before, ready now', 'maint', member(100, 'ready'), false],
] as const)('%s', (_, saved, live, out) => {
  expect(stillOut(held(saved), live)).toBe(out);
});

test('never changed by us: whatever it is now counts', () => {
  expect(stillOut({ saved: { weight: 100, state: 'ready' } }, member(100, 'drain'))).toBe(false);
});
