import { describe, expect, test } from 'vitest';
import { planCard } from '../../src/report/plan-card.ts';
import { plan, plannedHost, rollout } from './sample.ts';

const awaiting = { ...rollout, state: 'awaiting-approval' as const, approvers: [] };

describe('a plan', () => {
  test('shows everything that a person approves', () => {
    expect(planCard(awaiting)).toEqual({
      title: 'r12 deploy web v1 → v2 · awaiting approval',
      tone: 'warning',
      fields: [
        { name: 'plan', value: '5 hosts in 3 batches' },
        { name: 'by', value: 'alice' },
      ],
      table: {
        head: ['batch', 'host', 'release', 'member', 'now'],
        rows: [
          ['canary', 'web-01', 'v1 → v2', 'lb1/web', 'weight 100, ready'],
          ['batch 1', 'web-02', 'v1 → v2', 'lb1/web', 'weight 50, ready'],
          ['', 'web-03', 'v1 → v2', 'lb1/web', 'weight 10, ready'],
          ['batch 2', 'web-04', 'v1 → v2', 'lb1/web', 'weight 1, ready'],
          ['', 'web-05', 'v1 → v2', 'lb1/web', 'weight 256, ready'],
        ],
      },
      lines: [
        { label: 'lb1/web', text: 'never fewer than 3 of 5 in service (at least 3 wanted)' },
        { text: 'web-04 is in maint and stays so', tone: 'warning' },
      ],
      buttons: [
        { label: 'Approve', command: 'approve r12 4f2a91c0aa55', style: 'primary' },
        { label: 'Reject', command: 'reject r12 4f2a91c0aa55' },
      ],
    });
  });

  test('that is only shown has nothing to press', () => {
    const { cluster, kind, release } = rollout;
    const card = planCard({ cluster, kind, release, plan });
    expect(card.title).toBe('deploy web v1 → v2 · plan only, nothing will be done');
    expect(card.buttons).toBeUndefined();
  });

  test('a plan under the guard is a warning line', () => {
    const floor = [{ pool: 'lb1/web', members: 5, minInService: 4, lowest: 3 }];
    expect(planCard({ ...awaiting, plan: { ...plan, floor } }).lines?.[0]?.tone).toBe('warning');
  });

  test('members of several pools, held out, down, or in no pool are told apart', () => {
    const now = { weight: 0, state: 'drain' as const };
    const hosts = [
      {
        ...plannedHost('a', 5),
        members: [
          {
            pool: 'lb1/web',
            member: 'a',
            now,
            inService: false,
            held: { weight: 50, state: 'ready' as const },
          },
          { pool: 'lb2/web', member: 'srv-a', now: { weight: 7, state: 'ready' as const }, inService: false },
        ],
      },
      { host: 'b', to: 'v2', members: [] },
    ];
    const batches = [{ name: 'batch 1', canary: false, hosts }];
    expect(planCard({ ...awaiting, plan: { ...plan, batches } }).table?.rows).toEqual([
      ['batch 1', 'a', 'v1 → v2', 'lb1/web', 'held out; gets back weight 50, ready'],
      ['', '', '', 'lb2/web srv-a', 'weight 7, ready, out of service'],
      ['', 'b', '→ v2', 'in no pool', ''],
    ]);
  });

  test('over 20 hosts a line per batch', () => {
    const hosts = Array.from({ length: 25 }, (_, at) => plannedHost(`h${at}`, 1));
    const batches = [
      { name: 'canary', canary: true, hosts: hosts.slice(0, 1) },
      { name: 'batch 1', canary: false, hosts: hosts.slice(1) },
    ];
    expect(planCard({ ...awaiting, plan: { ...plan, batches } }).table?.rows).toEqual([
      ['canary', '1', 'h0'],
      ['batch 1', '24', 'h1, h2, h3, h4, h5, h6 and 18 more'],
    ]);
  });

  test('of mixed releases, and a restart', () => {
    const [canary, ...rest] = plan.batches;
    const other = { ...plannedHost('web-01', 1), from: 'v0' };
    const mixed = {
      ...plan,
      batches: [{ ...canary, name: 'canary', canary: true, hosts: [other] }, ...rest],
    };
    expect(planCard({ ...awaiting, plan: mixed }).title).toBe(
      'r12 deploy web mixed → v2 · awaiting approval',
    );
    expect(planCard({ ...awaiting, kind: 'restart', release: 'v1' }).title).toBe(
      'r12 restart web v1 · awaiting approval',
    );
  });
});
