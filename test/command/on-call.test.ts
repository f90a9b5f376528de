import { describe, expect, test } from 'vitest';
import { formatCommand } from '../../src/command/format.ts';
import { parseCommand } from '../../src/command/parse.ts';
import type { Problem } from '../../src/command/problem.ts';
import type { Command } from '../../src/model/command.ts';

const minute = 60_000;
const hour = 60 * minute;

function commandOf(text: string): Command {
  const parsed = parseCommand(text);
  if ('problem' in parsed) throw new Error(`${text}: ${parsed.problem.text}`);
  return parsed.command;
}

function problemOf(text: string): Problem {
  const parsed = parseCommand(text);
  if ('command' in parsed) throw new Error(`${text}: understood as ${JSON.stringify(parsed.command)}`);
  return parsed.problem;
}

const out = (rest: { forMs?: number; reason: string }) => ({
  verb: 'disable' as const,
  cluster: 'web',
  members: ['web-03'],
  ...rest,
});

describe('the verbs of on call', () => {
  test.each<[string, Command]>([
    ['disable web web-03 kernel panic', out({ reason: 'kernel panic' })],
    ['disable web web-03 for 30m kernel panic', out({ forMs: 30 * minute, reason: 'kernel panic' })],
    ['DISABLE web “web-03” FOR 30M “kernel panic”', out({ forMs: 30 * minute, reason: 'kernel panic' })],
    ['enable web web-03', { verb: 'enable', cluster: 'web', members: ['web-03'], anyway: false }],
    ['enable web web-03 --unverified', { verb: 'enable', cluster: 'web', members: ['web-03'], anyway: true }],
    ['enable —unverified web web-03', { verb: 'enable', cluster: 'web', members: ['web-03'], anyway: true }],
    ['extend O5 30m', { verb: 'extend', override: 'o5', forMs: 30 * minute }],
    ['extend o5 for 1 hour 30 min', { verb: 'extend', override: 'o5', forMs: 90 * minute }],
    ['weight web 10.0.0.3:80 0', { verb: 'weight', cluster: 'web', members: ['10.0.0.3:80'], weight: 0 }],
    ['weight web web-03 ５０', { verb: 'weight', cluster: 'web', members: ['web-03'], weight: 50 }],
    ['lock web for 2h db move', { verb: 'lock', cluster: 'web', forMs: 2 * hour, reason: 'db move' }],
    ['freeze web db move', { verb: 'freeze', cluster: 'web', reason: 'db move' }],
    ['freeze --all for 1d incident', { verb: 'freeze', forMs: 24 * hour, reason: 'incident' }],
    ['freeze —ALL incident', { verb: 'freeze', reason: 'incident' }],
    ['unfreeze web', { verb: 'unfreeze', cluster: 'web' }],
    ['unfreeze --all', { verb: 'unfreeze' }],
    ['audit', { verb: 'audit' }],
    ['audit --since 7d --person oncall/U123', { verb: 'audit', sinceMs: 168 * hour, person: 'oncall/U123' }],
    ['audit --since=90s', { verb: 'audit', sinceMs: 90_000 }],
    ['audit --since 2 weeks --person bob', { verb: 'audit', sinceMs: 336 * hour, person: 'bob' }],
  ])('%s', (text, command) => {
    expect(commandOf(text)).toEqual(command);
  });

  test.each([
    ['disable web web-01,web-02 x', ['web-01', 'web-02']],
    ['disable web web-01, web-02 ，web-03 x', ['web-01', 'web-02', 'web-03']],
    ['disable web 10.0.0.1:80,10.0.0.2:80、[fe80::1]:80 x', ['10.0.0.1:80', '10.0.0.2:80', '[fe80::1]:80']],
    ['disable web web-01,web-01,, web-02, for 30m x', ['web-01', 'web-02']],
    ['disable web "web-01,web-02" x', ['web-01', 'web-02']],
  ])('several members at once: %s', (text, members) => {
    expect(commandOf(text)).toMatchObject({ verb: 'disable', cluster: 'web', members, reason: 'x' });
    expect(commandOf(formatCommand(commandOf(text)))).toEqual(commandOf(text));
  });

  test('a weight and a way back for several members', () => {
    expect(commandOf('weight web a,b 50')).toEqual({
      verb: 'weight',
      cluster: 'web',
      members: ['a', 'b'],
      weight: 50,
    });
    expect(commandOf('enable web a, b --unverified')).toMatchObject({ members: ['a', 'b'], anyway: true });
    expect(problemOf('enable web ,').text).toBe(
      'MEMBER takes names with commas between them, like web-01,web-02.',
    );
  });

  test.each([
    ['deploy web v2 --override-freeze "hot fix for login"', 'hot fix for login'],
    ['deploy web --override-freeze=“hot fix” v2', 'hot fix'],
    ['deploy --override-freeze hotfix web v2', 'hotfix'],
  ])('%s', (text, overrideFreeze) => {
    expect(commandOf(text)).toEqual({
      verb: 'deploy',
      cluster: 'web',
      release: 'v2',
      planOnly: false,
      overrideFreeze,
    });
  });

  test.each(['rollback web', 'restart web'])('%s overrides a freeze too', (text) => {
    expect(commandOf(`${text} --override-freeze "it burns"`)).toMatchObject({ overrideFreeze: 'it burns' });
  });
});

describe('durations', () => {
  test.each([
    ['30m', 30],
    ['2h', 120],
    ['90s', 1.5],
    ['1h30m', 90],
    ['1d', 1440],
    ['24d', 34_560],
    ['1m', 1],
    ['30 min', 30],
    ['30 minutes', 30],
    ['2 hours', 120],
    ['2 Hours 30 min', 150],
    ['1h 30m', 90],
    ['３０ｍ', 30],
    ['３０分钟', 30],
    ['2 小时', 120],
  ])('for %s', (text, minutes) => {
    const expected = out({ forMs: minutes * minute, reason: 'kernel panic' });
    expect(commandOf(`disable web web-03 for ${text} kernel panic`)).toEqual(expected);
  });

  test.each([
    ['30s', '“30s” is too short: the least is 1m.'],
    ['0m', '“0m” is too short: the least is 1m.'],
    ['25d', '“25d” is too long: the most is 24d.'],
    ['24d1s', '“24d1s” is too long: the most is 24d.'],
    ['30', '“30” has no unit: write 30m, 30h or 30d. A reason that begins with “for” goes into quotes.'],
    [
      '1.5h',
      '“1.5h” is no duration: write it like 30m, 2h, 1h30m or 1d. A reason that begins with “for” goes into quotes.',
    ],
    [
      '30m1h',
      '“30m1h” is no duration: write it like 30m, 2h, 1h30m or 1d. A reason that begins with “for” goes into quotes.',
    ],
    [
      '30minits',
      '“30minits” is no duration: write it like 30m, 2h, 1h30m or 1d. A reason that begins with “for” goes into quotes.',
    ],
  ])('for %s is explained', (text, sentence) => {
    expect(problemOf(`disable web web-03 for ${text} kernel panic`).text).toBe(sentence);
  });

  test.each([
    ['extend o5 soon', '“soon” is no duration: write it like 30m, 2h, 1h30m or 1d.'],
    ['extend o5 30', '“30” has no unit: write 30m, 30h or 30d.'],
    ['extend o5', 'extend needs a DURATION: extend ID DURATION'],
    ['extend o5 30m please', '“please” is one word too many for extend.'],
    ['audit --since yesterday', '--since: “yesterday” is no duration: write it like 30m, 2h, 1h30m or 1d.'],
    ['audit --since', '--since needs a value: --since 7d'],
  ])('%s', (text, sentence) => {
    expect(problemOf(text).text).toBe(sentence);
  });
});

describe('the word “for”', () => {
  test.each([
    ['for testing', { reason: 'for testing' }],
    ['for', { reason: 'for' }],
    ['"for 30m"', { reason: 'for 30m' }],
    ['for 2h 30 hosts are gone', { forMs: 2 * hour, reason: '30 hosts are gone' }],
    ['for 30m for the migration', { forMs: 30 * minute, reason: 'for the migration' }],
    ['--for 30m kernel panic', { forMs: 30 * minute, reason: 'kernel panic' }],
    ['--for=30m kernel panic', { forMs: 30 * minute, reason: 'kernel panic' }],
    ['"slow for 30m"', { reason: 'slow for 30m' }],
    ['waits for 30m of work', { reason: 'waits for 30m of work' }],
  ])('disable web web-03 %s', (text, expected) => {
    expect(commandOf(`disable web web-03 ${text}`)).toEqual(out(expected));
  });

  test.each([
    [
      'disable web web-03 kernel panic for 30 min',
      '“for 30 min” stands before the reason; a reason that ends so goes into quotes.',
      'disable web web-03 for 30m "kernel panic"',
    ],
    [
      'freeze --all incident for 2h',
      '“for 2h” stands before the reason; a reason that ends so goes into quotes.',
      'freeze --all for 2h incident',
    ],
    [
      'disabel web web-03 5m lag for 1h',
      'There is no command “disabel”.',
      'disable web web-03 for 1h "5m lag"',
    ],
    ['lock for 2h db move', 'lock needs a CLUSTER: lock CLUSTER [--steal] [for 2h] REASON', undefined],
    [
      'disable web-03 for 30m panic',
      'disable needs a MEMBER: disable CLUSTER MEMBER[,…] [for 30m] REASON',
      'members web-03',
    ],
  ])('where it does not belong: %s', (text, sentence, suggestion) => {
    expect(problemOf(text).text).toBe(sentence);
    expect(problemOf(text).suggestion).toBe(suggestion);
  });
});

test.each<Command>([
  { verb: 'disable', cluster: 'for', members: ['30m'], reason: 'x' },
  { verb: 'disable', cluster: 'web', members: ['a'], reason: ',x' },
  { verb: 'lock', cluster: 'web', forMs: hour, reason: '30m' },
  { verb: 'lock', cluster: 'web', reason: 'for' },
  { verb: 'freeze', reason: '--all for 30m' },
  { verb: 'status', subject: 'R12' },
])('%j is written so that it reads back the same', (command) => {
  expect(commandOf(formatCommand(command))).toEqual(command);
});

describe('what is wrong gets the nearest right one', () => {
  test.each([
    ['disabel web web-03 panic', 'There is no command “disabel”.', 'disable web web-03 panic'],
    ['freze web incident', 'There is no command “freze”.', 'freeze web incident'],
    ['unfreze --al', 'There is no command “unfreze”.', 'unfreeze --all'],
    ['enable web', 'enable needs a MEMBER: enable CLUSTER MEMBER[,…] [--unverified]', 'members web'],
    ['weight web web-03', 'weight needs an N: weight CLUSTER MEMBER[,…] N', undefined],
    ['weight web web-03 lots', 'N is a whole number from 0 to 65535; “lots” is none.', undefined],
    ['weight web web-03 -5', 'N is a whole number from 0 to 65535; “-5” is none.', undefined],
    ['weight web web-03 50%', 'N is a whole number from 0 to 65535; “50%” is none.', undefined],
    ['weight web web-03 65536', 'N is a whole number from 0 to 65535; “65536” is none.', undefined],
    ['disable web web-03', 'disable needs a REASON: disable CLUSTER MEMBER[,…] [for 30m] REASON', undefined],
    [
      'disable web web-03 for 30m',
      'disable needs a REASON: disable CLUSTER MEMBER[,…] [for 30m] REASON',
      undefined,
    ],
    ['freeze', 'freeze needs a CLUSTER or --all: freeze CLUSTER|--all [for 2h] REASON', undefined],
    ['freeze web', 'freeze needs a REASON: freeze CLUSTER|--all [for 2h] REASON', undefined],
    ['freeze --all', 'freeze needs a REASON: freeze CLUSTER|--all [for 2h] REASON', undefined],
    ['freeze web --all incident', 'freeze takes a CLUSTER or --all, not both.', undefined],
    ['unfreeze web --all', 'unfreeze takes a CLUSTER or --all, not both.', undefined],
    ['unfreeze --all web', '“web” is one word too many for unfreeze.', undefined],
    ['audit --sinc 7d', 'audit has no option --sinc; it takes --since --person.', 'audit --since 7d'],
    [
      'deploy web v2 --override-freeze hot fix',
      '“fix” is one word too many for deploy. A reason of several words goes into quotes.',
      undefined,
    ],
    [
      'deploy web v2 --override-freeze --plan',
      '--override-freeze needs a value: --override-freeze "REASON"',
      undefined,
    ],
    ['deploy web v2 --override-freeze ""', '--override-freeze is empty.', undefined],
  ])('%s', (text, sentence, suggestion) => {
    expect(problemOf(text).text).toBe(sentence);
    expect(problemOf(text).suggestion).toBe(suggestion);
  });

  test('a mistyped command that also lacks something says what it lacks', () => {
    expect(problemOf('freze web')).toEqual({
      text: 'There is no command “freze”.',
      usage: 'freeze needs a REASON: freeze CLUSTER|--all [for 2h] REASON',
    });
  });
});

describe('what is hostile is refused or harmless', () => {
  test.each([
    ['a release for a shell', 'deploy web "; rm -rf /"', { release: '; rm -rf /' }],
    ['a release that mentions everybody', 'deploy web <!channel>', { release: '<!channel>' }],
    ['a member that mentions everybody', 'disable web <!channel> x', { members: ['<!channel>'] }],
    ['a reason for a shell', 'freeze --all $(reboot); rm -rf /', { reason: '$(reboot); rm -rf /' }],
  ])('%s is text and nothing else', (_, text, expected) => {
    expect(commandOf(text)).toMatchObject(expected);
    expect(parseCommand(formatCommand(commandOf(text)))).toEqual({ command: commandOf(text) });
  });

  test.each([
    ['10,000 characters', `disable web web-03 ${'x'.repeat(9981)}`, 'A command has at most 2000 characters.'],
    ['a turned reason', 'disable web web-03 \u202epanic', 'U+202E'],
    ['a turned approval', 'approve o5\u2066', 'U+2066'],
    ['an invisible member', 'weight web \u3164 5', 'U+3164'],
  ])('%s: refused', (_, text, sentence) => {
    expect(problemOf(text).text).toContain(sentence);
  });

  test('zero-width characters change nothing', () => {
    const expected = out({ forMs: 30 * minute, reason: 'panic' });
    expect(commandOf('dis\u200bable web web\u2060-03 fo\ufeffr 3\u200b0m panic')).toEqual(expected);
  });
});
