import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../src/command/parse.ts';
import type { Problem } from '../../src/command/problem.ts';
import type { Command } from '../../src/model/command.ts';

const deploy = { verb: 'deploy', cluster: 'web', release: 'v2', planOnly: false };

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

describe('every verb', () => {
  test.each<[string, Command]>([
    ['deploy web v2', { ...deploy, verb: 'deploy' }],
    ['rollback web', { verb: 'rollback', subject: 'web', planOnly: false }],
    ['rollback r12 v1 --plan', { verb: 'rollback', subject: 'r12', release: 'v1', planOnly: true }],
    ['restart web --batch 50%', { verb: 'restart', cluster: 'web', batch: { percent: 50 }, planOnly: false }],
    ['approve r12 4f2a', { verb: 'approve', rollout: 'r12', hash: '4f2a' }],
    ['reject r12', { verb: 'reject', rollout: 'r12' }],
    ['pause R12', { verb: 'pause', rollout: 'r12' }],
    ['resume r12', { verb: 'resume', rollout: 'r12' }],
    ['abort r12', { verb: 'abort', rollout: 'r12' }],
    ['retry r12', { verb: 'retry', rollout: 'r12' }],
    ['retry r12 web-03', { verb: 'retry', rollout: 'r12', host: 'web-03' }],
    ['skip r12 web-03', { verb: 'skip', rollout: 'r12', host: 'web-03' }],
    ['promote r12', { verb: 'promote', rollout: 'r12' }],
    ['continue r12', { verb: 'continue', rollout: 'r12' }],
    ['continue R12 web-03', { verb: 'continue', rollout: 'r12', host: 'web-03' }],
    ['verify r12 web-03', { verb: 'verify', rollout: 'r12', host: 'web-03' }],
    ['Keep-Out r12 web-03', { verb: 'keep-out', rollout: 'r12', host: 'web-03' }],
    ['status', { verb: 'status' }],
    ['status r12', { verb: 'status', subject: 'r12' }],
    ['members web', { verb: 'members', cluster: 'web' }],
    ['history', { verb: 'history' }],
    ['logs r12 web-03', { verb: 'logs', rollout: 'r12', host: 'web-03' }],
    ['drained', { verb: 'drained' }],
    ['enable web [fe80::1]:80', { verb: 'enable', cluster: 'web', members: ['[fe80::1]:80'], anyway: false }],
    ['status R12', { verb: 'status', subject: 'r12' }],
    ['rollback O5', { verb: 'rollback', subject: 'o5', planOnly: false }],
    ['status "R12"', { verb: 'status', subject: 'R12' }],
    ['approve O5', { verb: 'approve', rollout: 'o5' }],
    ['reject o5', { verb: 'reject', rollout: 'o5' }],
    ['logs O5', { verb: 'logs', rollout: 'o5' }],
    ['lock web db  move until noon', { verb: 'lock', cluster: 'web', reason: 'db move until noon' }],
    ['unlock web', { verb: 'unlock', cluster: 'web' }],
    ['locks', { verb: 'locks' }],
    ['help deploy', { verb: 'help', about: 'deploy' }],
  ])('%s', (text, command) => {
    expect(commandOf(text)).toEqual(command);
  });
});

describe('what keyboards and chats make of a command', () => {
  test.each([
    ['capitals', 'Deploy web v2'],
    ['several spaces', '  deploy   web  v2 '],
    ['no-break and ideographic spaces', 'deploy\u00a0web\u3000v2'],
    ['zero-width characters', '\ufeffdeploy we\u200bb v2\u200b'],
    ['straight quotes', 'deploy "web" \'v2\''],
    ['curly quotes', 'deploy “web” ‘v2’'],
    ['quotes of two kinds', 'deploy “web" ”v2“'],
    ['a full-width line', 'ｄｅｐｌｏｙ　ｗｅｂ　v2'],
    ['the name of the slash command', '/rollout deploy web v2'],
    ['a slash before the verb', '/deploy web v2'],
    ['line ends between words', 'deploy web\r\nv2'],
  ])('%s', (_, text) => {
    expect(commandOf(text)).toEqual(deploy);
  });

  test.each([
    ['deploy web v2 --hosts a,b --batch 2'],
    ['deploy --hosts=a,b web --batch=2 v2'],
    ['deploy web v2 —hosts a,b —batch 2'],
    ['deploy web v2 –hosts a，b －－batch＝２'],
    ['deploy web v2 -hosts a, b, --BATCH 2'],
    ['deploy web v2 --hosts="a, b" --batch "2"'],
    ['deploy web v2 --hosts=“a、b,a” --batch 2'],
  ])('options: %s', (text) => {
    expect(commandOf(text)).toEqual({ ...deploy, hosts: ['a', 'b'], batch: { count: 2 } });
  });

  test('a quoted word is a value, whatever it looks like', () => {
    expect(commandOf('deploy web "; rm -rf / --plan"')).toEqual({ ...deploy, release: '; rm -rf / --plan' });
    expect(commandOf('deploy web "--plan"')).toEqual({ ...deploy, release: '--plan' });
    expect(commandOf('deploy web $(reboot)')).toEqual({ ...deploy, release: '$(reboot)' });
  });

  test('an apostrophe is no quote', () => {
    expect(commandOf("lock web don't touch it")).toMatchObject({ reason: "don't touch it" });
    expect(commandOf("lock web 'it's broken'")).toMatchObject({ reason: "it's broken" });
  });

  test('a reason keeps what looks like an option, and Chinese punctuation', () => {
    expect(commandOf('lock web --force 坏了，别发布')).toMatchObject({ reason: '--force 坏了，别发布' });
  });
});

describe('what is not understood is explained', () => {
  test.each<[string, string, string | undefined]>([
    ['depoly web v2', 'There is no command “depoly”.', 'deploy web v2'],
    ['DEPOLY web “v 2” --bacth=2', 'There is no command “depoly”.', 'deploy web "v 2" --batch 2'],
    ['stat web', 'There is no command “stat”.', 'status web'],
    ['contine r12 web-03', 'There is no command “contine”.', 'continue r12 web-03'],
    ['keepout r12', 'There is no command “keepout”.', 'keep-out r12'],
    ['web deploy v2', 'There is no command “web”.', 'deploy web v2'],
    ['frobnicate', 'There is no command “frobnicate”.', undefined],
    ['', 'There is no command.', 'help'],
    ['/rollout', 'There is no command.', 'help'],
    [
      'deploy web v2 --bach 2',
      'deploy has no option --bach; it takes --hosts --batch --canary --plan --override-freeze.',
      'deploy web v2 --batch 2',
    ],
    ['pause r12 --now', 'pause has no option --now; it takes none.', undefined],
    [
      'deploy web',
      'deploy needs a RELEASE: deploy CLUSTER RELEASE [--hosts a,b] [--batch N or N%] [--canary N or N%] [--plan] [--override-freeze "REASON"]',
      undefined,
    ],
    ['pause', 'pause needs an ID: pause ID', undefined],
    [
      'deploy web v2 now',
      '“now” is one word too many for deploy. A release that contains spaces goes into quotes.',
      undefined,
    ],
    ['pause r12 r13', '“r13” is one word too many for pause.', undefined],
    ['deploy web v2 --batch', '--batch needs a value: --batch N or N%', undefined],
    ['deploy web v2 --batch --plan', '--batch needs a value: --batch N or N%', undefined],
    [
      'deploy web v2 --batch many',
      '--batch takes a number or a percentage up to 100%, like 2 or 25%; “many” is neither.',
      undefined,
    ],
    [
      'deploy web v2 --batch 120%',
      '--batch takes a number or a percentage up to 100%, like 2 or 25%; “120%” is neither.',
      undefined,
    ],
    ['deploy web v2 --canary 0', '--canary 0 would take no host at all; begin with 1.', undefined],
    [
      'deploy web v2 --hosts ,',
      '--hosts takes names with commas between them, like web-01,web-02.',
      undefined,
    ],
    ['deploy web v2 --plan=yes', '--plan takes no value.', undefined],
    ['deploy web v2 --batch 1 --batch 2', '--batch stands there twice; once is enough.', undefined],
    ['deploy "my web" v2', 'CLUSTER “my web” contains a space; names have none.', undefined],
    ['deploy web ""', 'RELEASE is empty.', undefined],
    ['deploy web "v2', 'The quote in "v2 has no end.', undefined],
    ['lock web', 'lock needs a REASON: lock CLUSTER [--steal] [for 2h] REASON', undefined],
    [
      'lock web it hangs --steal',
      '“--steal” stands before the reason; a reason that ends so goes into quotes.',
      'lock web --steal "it hangs"',
    ],
  ])('%s', (text, sentence, suggestion) => {
    expect(problemOf(text)).toMatchObject({ text: sentence });
    expect(problemOf(text).suggestion).toBe(suggestion);
  });

  test.each([
    ['an escape sequence', 'deploy web \u001b[31mv2', 'U+001B'],
    ['a right-to-left override', 'deploy web v2\u202etxt', 'U+202E'],
    ['a right-to-left mark', 'deploy web\u200f v2', 'U+200F'],
    ['half a character', 'deploy web v\ud800', 'U+D800'],
    ['a line end in quotes', 'deploy web "v\n2"', 'U+000A'],
    ['a filler that shows nothing', 'deploy web \u3164', 'U+3164'],
    ['a variation selector in a name', 'deploy we\ufe0fb v2', 'U+FE0F'],
  ])('refused: %s', (_, text, code) => {
    expect(problemOf(text).text).toContain(code);
  });

  test('lengths have limits, to the character', () => {
    expect(commandOf(`deploy web ${'v'.repeat(200)}`)).toMatchObject({ release: 'v'.repeat(200) });
    expect(problemOf(`deploy web ${'v'.repeat(201)}`).text).toBe('RELEASE is longer than 200 characters.');
    expect(problemOf(`deploy web ${'v'.repeat(1990)}`).text).toBe('A command has at most 2000 characters.');
    expect(problemOf(`lock web ${'x'.repeat(501)}`).text).toBe('REASON is longer than 500 characters.');
  });

  test('an emoji in a reason is no reason to refuse', () => {
    expect(commandOf('lock web ⚠️ disk full')).toMatchObject({ reason: '⚠️ disk full' });
  });
});
