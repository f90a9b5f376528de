import { describe, expect, test } from 'vitest';
import { changed, minimal, problems, warnings } from './support.ts';

/** Problems of the minimal file with more at its end; it has 11 lines. */
const wrong = (text: string, env = {}): string[] => problems(`${minimal}${text}\n`, { env });
const access = (text: string): string => changed(['    verify:', `    access: { ${text} }\n    verify:`]);

describe('people and groups', () => {
  test('ids of the wrong kind, and names instead of ids', () => {
    expect(
      wrong('people: { a: { slack: "@alice" }, b: { slack: [U0B, C0B] } }\ngroups: { g: { slack: oncall } }'),
    ).toEqual([
      "12:23 people.a.slack: must be a Slack user's id such as `U012AB3CD` (not a name); “Copy member ID” in the person's profile gives it",
      "12:53 people.b.slack[1]: must be a Slack user's id such as `U012AB3CD` (not a name); “Copy member ID” in the person's profile gives it",
      "13:23 groups.g.slack: must be a Slack user group's id such as `S012AB3CD` (not a handle); “Copy group ID” in the group's menu gives it",
    ]);
  });

  test('an id that several people have, through a variable too', () => {
    const told = wrong(`people: { a: { slack: U012 }, b: { slack: [U0B, "\${ID}"] }, c: { slack: U0B } }`, {
      ID: 'U012',
    });
    expect(told).toEqual([
      '12:49 people.b.slack[1]: is a Slack id of `a` too; each Slack id belongs to one person, once',
      '12:73 people.c.slack: is a Slack id of `b` too; each Slack id belongs to one person, once',
    ]);
  });

  test('a group of nobody, of strangers and of groups, with a name that is no name or is taken', () => {
    expect(
      wrong(
        'people: { alice: {} }\ngroups: { none: {}, more: { people: [alcie, none] }, alice: { slack: S0A }, "x y": { slack: S0A } }',
      ),
    ).toEqual([
      "13:11 groups.none: is nobody: give it `people`, a Slack user group's id as `slack`, or both",
      '13:38 groups.more.people[0]: is not in `people`; did you mean `alice`?',
      '13:45 groups.more.people[1]: is a group, and a group holds people; name its people',
      "13:54 groups.alice: is a person's name too; `access` could not tell one from the other",
      '13:77 groups["x y"]: must be a name without spaces and punctuation, except `.`, `_` and `-`',
    ]);
  });

  test('what refers to a section that cannot be read is not judged', () => {
    const text = access('deploy: [alice, leads], approve: [leads], approvals: 9');
    expect(problems(`${text}people: [alice]\ngroups: { leads: { people: [alice] } }\n`)).toHaveLength(2);
    expect(problems(`${text}people: { alice: {} }\ngroups: nobody\n`)).toEqual([
      '14:9 groups: must be a mapping from names to what they stand for',
    ]);
  });
});

describe('access', () => {
  test.each(['view', 'deploy', 'approve', 'disable', 'onCall'])('%s names whom nobody knows', (list) => {
    const text = access(`${list}: [alice, leads, laeds]`);
    expect(problems(`${text}people: { alice: {} }\ngroups: { leads: { people: [alice] } }\n`)).toEqual([
      `10:${32 + list.length} clusters.web.access.${list}[2]: is neither in \`people\` nor in \`groups\`; did you mean \`leads\`?`,
    ]);
  });

  test('is judged by groups alone, and by nothing where there are neither', () => {
    const text = access('deploy: [alice, oncall]');
    expect(problems(`${text}groups: { oncall: { slack: S0A } }\n`)).toEqual([
      '10:24 clusters.web.access.deploy[0]: is neither in `people` nor in `groups`; known: `oncall`',
    ]);
    expect(problems(text)).toEqual([]);
  });

  const team =
    'people: { a: {}, b: {}, c: {} }\ngroups: { two: { people: [a, b] }, open: { people: [a], slack: S0A } }\n';
  test.each([
    ['approve: [two], approvals: 2', undefined],
    ['approve: [two], approvals: 3', 2],
    ['approve: [two, a, c], approvals: 3', undefined],
    ['approve: [two, a, c], approvals: 4', 3],
    ['approve: [a, open], approvals: 9', undefined],
    // Whoever is in the open group may approve.
    ['approvals: 9', undefined],
    ['approve: [a], approvals: 0', undefined],
  ])('%s: approvals that can come together', (text, most) => {
    const told = problems(`${access(text)}${team}`);
    expect(told.map((line) => line.replace(/^\d+:\d+ /, ''))).toEqual(
      most === undefined
        ? []
        : [
            `clusters.web.access.approvals: asks for more approvals than there are people to give them (${most})`,
          ],
    );
  });

  test('more approvals than people at all, where no group is open', () => {
    expect(problems(`${access('approvals: 2')}people: { a: {} }\n`)).toEqual([
      '10:26 clusters.web.access.approvals: asks for more approvals than there are people to give them (1)',
    ]);
    expect(problems(access('approvals: 11'))).toEqual([
      '10:26 clusters.web.access.approvals: must be a number of people, a whole number from 0 to 10, not `11`',
    ]);
  });
});

test('warnings: words about an on-call that is not there', () => {
  expect(warnings(access('mentionOnCall: true, onCallConfirms: false'))).toEqual([
    '10:30 clusters.web.access.mentionOnCall: means nothing without `onCall`',
    '10:52 clusters.web.access.onCallConfirms: means nothing without `onCall`',
  ]);
  expect(warnings(access('mentionOnCall: true, onCallConfirms: false, onCall: [alice]'))).toEqual([]);
  expect(warnings(access('mentionOnCall: false, onCallConfirms: true'))).toEqual([]);
});
