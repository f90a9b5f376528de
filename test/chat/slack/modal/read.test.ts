import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readForm } from '../../../../src/chat/slack/modal/read.ts';
import { withoutStrays } from '../../../../src/command/characters.ts';
import { parseCommand } from '../../../../src/command/parse.ts';
import { formOf } from './form.ts';

const read = (filled: Parameters<typeof formOf>[0]) => readForm(formOf(filled));

test('what is filled in becomes a command; what is not stays as in the config', () => {
  expect(read({ cluster: 'web', recent: 'v2' })).toEqual({ command: 'deploy web v2' });
  expect(read({ cluster: 'web', release: ' v3 ', batch: '25%', canary: '1' })).toEqual({
    command: 'deploy web v3 --batch 25% --canary 1',
  });
});

test('a release that is typed counts for more than one that is chosen', () => {
  expect(read({ cluster: 'web', recent: 'v2', release: 'v3' })).toEqual({ command: 'deploy web v3' });
});

test('a release chosen for another cluster does not count', () => {
  expect(read({ cluster: 'web', recent: 'v2', recentOf: 'api' })).toEqual({
    errors: { release: 'Type a release, or choose a recent one.' },
  });
});

describe('what is wrong is told where it was typed', () => {
  test('nothing chosen', () => {
    expect(read({})).toEqual({ errors: { cluster: 'Choose a cluster.' } });
  });
  test('both amounts at once', () => {
    expect(read({ cluster: 'web', release: 'v2', batch: 'many', canary: '0' })).toEqual({
      errors: {
        batch: expect.stringContaining('--batch takes a number or a percentage'),
        canary: expect.stringContaining('--canary'),
      },
    });
  });
  test('a character in the release that turns the reading direction', () => {
    expect(read({ cluster: 'web', release: 'v\u202e2' })).toEqual({
      errors: { release: expect.stringContaining('character') },
    });
  });
});

test('whatever is typed is one release, and never another command or option', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 250 }),
    fc.constantFrom(
      '; rm -rf /',
      '--plan',
      '"',
      'v2 --hosts a',
      '$(id)',
      '`id`',
      'a"b',
      '“v2”',
      '—plan',
      "it's",
      'v\u200b2',
    ),
  );
  fc.assert(
    fc.property(typed, typed, (release, batch) => {
      const found = read({ cluster: 'web', release, batch });
      if ('errors' in found) return;
      const parsed = parseCommand(found.command);
      expect(parsed).toMatchObject({
        command: { verb: 'deploy', cluster: 'web', release: withoutStrays(release).trim(), planOnly: false },
      });
      expect(parsed).not.toHaveProperty('command.hosts');
    }),
    { numRuns: 200 },
  );
  expect(read({ cluster: 'web', release: '; rm -rf /' })).toEqual({ command: 'deploy web "; rm -rf /"' });
  expect(read({ cluster: 'web', release: '--plan' })).toEqual({ command: 'deploy web "--plan"' });
});
