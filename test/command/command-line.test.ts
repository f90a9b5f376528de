import { expect, test } from 'vitest';
import { commandLine } from '../../src/cli/command-line.ts';
import { parseCommand } from '../../src/command/parse.ts';

test.each([
  [['deploy web v2 --plan'], { release: 'v2', planOnly: true }],
  [['deploy', 'web', 'v 2', '--hosts', 'a,b'], { release: 'v 2', hosts: ['a', 'b'] }],
  [['deploy', 'web', '; rm -rf /'], { release: '; rm -rf /', planOnly: false }],
  [['lock', 'web', 'it is "down"'], { reason: 'it is "down"' }],
])("the shell's arguments %j keep their words", (words, expected) => {
  expect(parseCommand(commandLine(words))).toMatchObject({ command: expected });
});
