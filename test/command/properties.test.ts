import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCommand } from '../../src/command/format.ts';
import { parseCommand } from '../../src/command/parse.ts';
import { chineseVerbNames, verbNames, verbs } from '../../src/command/verbs.ts';
import type { Command } from '../../src/model/command.ts';

const piece = fc.oneof(
  fc.constantFrom(
    ...verbNames,
    ...chineseVerbNames,
    '--主机',
    '——批次',
    '持续',
    '半小时',
    '30分钟',
    '分钟',
    '--hosts',
    '—batch',
    '--plan',
    '--all',
    '--since',
    '--override-freeze',
    'for',
    '--for=',
    '30m',
    '2',
    'hours',
    '=',
    '"',
    '“',
    '’',
    "'",
    ',',
    '，',
    ' ',
    '\u00a0',
    '-',
  ),
  fc.constantFrom(
    'web',
    'v2',
    'r12',
    '发部',
    '25%',
    '\u200b',
    '\u202e',
    '\n',
    '\ud800',
    '；',
    '👩‍💻',
    '--canary=1',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const line = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const spaced = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' '));

/** What can be seen and is no space at either end: all that a release may be. */
const visible = (text: string): boolean =>
  text.trim() === text &&
  text !== '' &&
  !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
const release = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('"', '“', "'", '’', '\\', ' ', '-', '—', '=', '，', 'ｖ', 'a'),
      minLength: 1,
    }),
  )
  .filter(visible);
const name = fc.oneof(
  { weight: 9, arbitrary: fc.stringMatching(/^[a-zA-Z0-9_.:/[\]-]{1,20}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'for',
      'For',
      '30m',
      'R12',
      'O5',
      '--all',
      'all',
      '锁',
      '半天',
      '持续5分钟',
      '--主机',
    ),
  },
);
const id = fc.tuple(fc.constantFrom('r', 'o'), fc.nat(9999)).map(([letter, n]) => `${letter}${n}`);
/** Words of a reason that could be taken for something else. */
const reason = fc.oneof(
  release,
  fc
    .array(
      fc.constantFrom(
        'for',
        '30m',
        '2',
        'hours',
        '--all',
        '--for=1h',
        'disk',
        'ｆｏｒ',
        '持续',
        '两小时',
        '30',
        '分钟',
        '。',
        '磁盘',
        ',x',
      ),
      {
        minLength: 1,
      },
    )
    .map((words) => words.slice(0, 40).join(' ')),
);
const forMs = fc.oneof(
  fc.integer({ min: 60, max: 24 * 24 * 3600 }).map((seconds) => seconds * 1000),
  fc.integer({ min: 1, max: 24 * 24 }).map((hours) => hours * 3_600_000),
);
const amount = fc.oneof(
  fc.integer({ min: 1, max: 999_999 }).map((count) => ({ count })),
  fc.integer({ min: 1, max: 100 }).map((percent) => ({ percent })),
);
const hosts = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record(
    {
      verb: fc.constant('deploy' as const),
      cluster: name,
      release,
      hosts,
      batch: amount,
      canary: amount,
      planOnly: fc.boolean(),
      overrideFreeze: reason,
    },
    { requiredKeys: ['verb', 'cluster', 'release', 'planOnly'] },
  ),
  fc.record(
    {
      verb: fc.constant('rollback' as const),
      subject: name,
      release,
      hosts,
      planOnly: fc.boolean(),
      overrideFreeze: reason,
    },
    { requiredKeys: ['verb', 'subject', 'planOnly'] },
  ),
  fc.record(
    { verb: fc.constantFrom('approve' as const, 'reject' as const), rollout: id, hash: name },
    { requiredKeys: ['verb', 'rollout'] },
  ),
  fc.record({
    verb: fc.constantFrom('skip' as const, 'redrain' as const),
    rollout: id,
    host: name,
  }),
  fc.record(
    {
      verb: fc.constantFrom(
        'retry' as const,
        'promote' as const,
        'continue' as const,
        'verify' as const,
        'keep-out' as const,
      ),
      rollout: id,
      host: name,
    },
    { requiredKeys: ['verb', 'rollout'] },
  ),
  fc.record(
    { verb: fc.constant('disable' as const), cluster: name, members: hosts, forMs, reason },
    { requiredKeys: ['verb', 'cluster', 'members', 'reason'] },
  ),
  fc.record({ verb: fc.constant('enable' as const), cluster: name, members: hosts, anyway: fc.boolean() }),
  fc.record({ verb: fc.constant('extend' as const), override: id, forMs }),
  fc.record({
    verb: fc.constant('weight' as const),
    cluster: name,
    members: hosts,
    weight: fc.nat(65535),
  }),
  fc.record(
    { verb: fc.constant('lock' as const), cluster: name, forMs, reason, steal: fc.constant(true as const) },
    { requiredKeys: ['verb', 'cluster', 'reason'] },
  ),
  fc.record(
    { verb: fc.constant('freeze' as const), cluster: name, forMs, reason },
    { requiredKeys: ['verb', 'reason'] },
  ),
  fc.record({ verb: fc.constant('unfreeze' as const), cluster: name }, { requiredKeys: ['verb'] }),
  fc.record(
    { verb: fc.constant('audit' as const), sinceMs: forMs, person: name },
    { requiredKeys: ['verb'] },
  ),
  fc.record({ verb: fc.constant('status' as const), subject: name }, { requiredKeys: ['verb'] }),
);

test('parsing never throws, and always says something', () => {
  fc.assert(
    fc.property(fc.oneof(line, spaced), (text) => {
      const parsed = parseCommand(text);
      if ('problem' in parsed) expect(parsed.problem.text.length).toBeGreaterThan(10);
      else expect(verbNames).toContain(parsed.command.verb);
    }),
    { numRuns: 3000 },
  );
});

test('a problem never carries a control or direction character back to the reader', () => {
  fc.assert(
    fc.property(spaced, (text) => {
      const parsed = parseCommand(text);
      const said = 'problem' in parsed ? `${parsed.problem.text}${parsed.problem.suggestion ?? ''}` : '';
      expect(said).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }),
    { numRuns: 2000 },
  );
});

test('whatever was understood reads back the same after formatting', () => {
  fc.assert(
    fc.property(spaced, fc.constantFrom(...verbNames), (text, verb) => {
      const parsed = parseCommand(`${verb} ${text}`);
      if ('command' in parsed) expect(parseCommand(formatCommand(parsed.command))).toEqual(parsed);
    }),
    { numRuns: 3000 },
  );
});

test('every command formats to a line that means it', () => {
  fc.assert(
    fc.property(command, (made) => {
      expect(parseCommand(formatCommand(made))).toEqual({ command: made });
    }),
    { numRuns: 2000 },
  );
});

test('every command written in Chinese is the same command', () => {
  fc.assert(
    fc.property(command, (made) => {
      const line = formatCommand(made, 'zh-CN');
      expect(line).toMatch(/^\p{Script=Han}/u);
      expect(parseCommand(line)).toEqual({ command: made });
    }),
    { numRuns: 2000 },
  );
});

test('every line in Chinese is what the same line in English is', () => {
  const spoken = Object.values(verbs).flatMap(({ verb, zh }) =>
    zh.map((chinese) => [verb, chinese] as const),
  );
  fc.assert(
    fc.property(fc.constantFrom(...spoken), spaced, ([verb, chinese], text) => {
      const [en, zh] = [parseCommand(`${verb} ${text}`), parseCommand(`${chinese} ${text}`)];
      // Without `for`, a duration counts only behind a Chinese verb.
      if ('command' in zh && 'command' in en && !('forMs' in zh.command)) expect(zh).toEqual(en);
    }),
    { numRuns: 2000 },
  );
});

test('a suggestion is always a full right command line', () => {
  fc.assert(
    fc.property(spaced, (text) => {
      const parsed = parseCommand(text);
      const suggestion = 'problem' in parsed ? parsed.problem.suggestion : undefined;
      if (suggestion !== undefined) expect(parseCommand(suggestion)).toHaveProperty('command');
    }),
    { numRuns: 2000 },
  );
});

test.each(Object.values(verbs))('the example of $verb is right and is of that verb', (spec) => {
  expect(parseCommand(spec.example)).toMatchObject({ command: { verb: spec.verb } });
});
