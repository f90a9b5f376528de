import { describe, expect, test } from 'vitest';
import { distance, nearest } from '../../src/command/distance.ts';
import { helpCard } from '../../src/command/help.ts';
import { verbNames, verbSpec, verbs } from '../../src/command/verbs.ts';

describe('help', () => {
  test('lists every verb once', () => {
    const rows = helpCard().card.table?.rows ?? [];
    expect(rows.map(([usage]) => usage?.split(' ')[0])).toEqual(verbNames);
  });

  test('shows one command in full', () => {
    expect(helpCard('Deploy')).toEqual({
      known: true,
      card: {
        title: 'deploy: roll a release over a cluster: plan, approve, roll',
        tone: 'plain',
        fields: [
          {
            name: 'usage',
            value:
              'deploy CLUSTER RELEASE [--hosts a,b] [--batch N or N%] [--canary N or N%] [--plan] [--override-freeze "REASON"]',
          },
          { name: 'example', value: 'deploy web v1.42 --batch 25% --canary 1' },
        ],
        table: {
          head: ['option', 'meaning'],
          rows: [
            ['--hosts a,b', 'only these hosts'],
            ['--batch N or N%', 'so many hosts at once'],
            ['--canary N or N%', 'so many hosts first, on trial'],
            ['--plan', 'show the plan and do nothing'],
            ['--override-freeze "REASON"', 'although the cluster is frozen: why; somebody else approves it'],
          ],
        },
      },
    });
  });

  test('shows a flag that stands in the place of a word there, and explains it', () => {
    const { card } = helpCard('freeze');
    expect(card.fields?.[0]?.value).toBe('freeze CLUSTER|--all [for 2h] REASON');
    expect(card.table?.rows).toEqual([['--all', 'all clusters']]);
  });

  test('answers a wrong name with the nearest right one', () => {
    const { card, known } = helpCard('rolback');
    expect(known).toBe(false);
    expect(card.buttons).toEqual([{ label: 'help rollback', command: 'help rollback' }]);
    expect(helpCard('xyzzy').card.lines).toEqual([{ text: 'help lists all commands' }]);
  });
});

test('the table files every verb under its own name', () => {
  expect(Object.entries(verbs).every(([name, spec]) => name === spec.verb)).toBe(true);
  expect(verbSpec('toString')).toBeUndefined();
  expect(verbSpec('__proto__')).toBeUndefined();
});

describe('distance', () => {
  test.each([
    ['deploy', 'deploy', 0],
    ['depoly', 'deploy', 1],
    ['deply', 'deploy', 1],
    ['deeploy', 'deploy', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('%s to %s is %i', (from, to, steps) => {
    expect(distance(from, to)).toBe(steps);
  });

  test('nothing is near to what is far', () => {
    expect(nearest('frobnicate', verbNames)).toBeUndefined();
    expect(nearest('hist', verbNames)).toBe('history');
  });
});
