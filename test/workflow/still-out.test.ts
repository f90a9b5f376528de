import { expect, test } from 'vitest';
import type { AdminState } from '../../src/model/member.ts';
import { stillOut } from '../../src/workflow/steps/snapshot.ts';
import type { Tools } from '../../src/workflow/tools.ts';

const member = (weight: number, state: AdminState) => ({
  name: 'web-01',
  weight,
  state,
  health: 'up' as const,
});
const ref = { pool: { id: 'lb/web', provider: 'lb', name: 'web' }, member: 'web-01' };
/** Of the tools only what the balancer can do is asked for. */
const tools = { balancer: () => ({ abilities: { removes: true } }) } as unknown as Tools;
const held = (state: AdminState, outSince?: Date) => ({
  ...{ pool: 'lb/web', member: 'web-01', cluster: 'web', host: 'web-01', rollout: 'r1' },
  saved: { weight: 100, state },
  given: [],
  suspect: false,
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
  expect(stillOut(tools, ref, held(saved, new Date()), live)).toBe(out);
});

test('never changed by us: whatever it is now counts', () => {
  expect(stillOut(tools, ref, held('ready'), member(100, 'drain'))).toBe(false);
});
