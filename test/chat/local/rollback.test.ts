import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runChat } from '../../../src/chat/local/run-chat.ts';
import { runExec } from '../../../src/chat/local/run-exec.ts';
import type { Card } from '../../../src/model/card.ts';
import type { RolloutState } from '../../../src/model/rollout.ts';
import { type FakeBot, startBot } from './bot.ts';
import { testTerminal, until } from './terminal.ts';

let bot: FakeBot;
beforeEach(async () => {
  bot = await startBot();
  bot.answer = ({ text }) => {
    const rollout = text.split(' ')[1] ?? '';
    return text === 'deploy web v2' || text === 'rollback web'
      ? { code: 'ok', card: cardOf('r1 begun'), rollout: 'r1' }
      : { code: 'ok', card: cardOf(`did: ${text}`), rollout };
  };
});
afterEach(() => bot.stop());

const cardOf = (title: string, buttons: Card['buttons'] = []): Card => ({ title, tone: 'plain', buttons });
/** The rollout stops half-way, and hands over to the one that takes it back. */
const failsInto = (next: string, rollout = 'r1') =>
  bot.tell(rollout, 'failed', { next, line: { text: 'failed' } });
const ends = (rollout: string, state: RolloutState) => bot.tell(rollout, state, { line: { text: state } });
const asks = (rollout: string, question: string) =>
  bot.tell(rollout, 'waiting', {
    question,
    card: cardOf(`${rollout} asks`, [{ label: 'Skip', command: `skip ${rollout} web-01` }]),
  });
const exec = (tty: ReturnType<typeof testTerminal>, text = 'deploy web v2', json = false) =>
  runExec({
    socketPath: bot.socketPath,
    login: 'ann',
    text,
    json,
    terminal: tty.terminal,
    patienceMs: 20_000,
  });
const pipe = () => testTerminal({ interactive: false, width: 100 });

describe('exec in a pipe', () => {
  test('goes on with the rollout that takes its own back, and exits 1', async () => {
    const tty = pipe();
    const code = exec(tty);
    bot.tell('r1', 'running', { line: { text: 'web-01 draining' } });
    failsInto('r1-back');
    await until(() => tty.written().includes('takes'));
    bot.tell('r1-back', 'queued', { line: { text: 'planned' } });
    ends('r1-back', 'succeeded');
    expect(await code).toBe(1);
    expect(tty.written()).toBe(
      [
        '● r1 begun',
        'r1  web-01 draining',
        'r1  failed',
        '● r1 · failed',
        '! r1-back takes r1 back',
        'r1-back  planned',
        'r1-back  succeeded',
        '● r1-back · succeeded',
        '',
      ].join('\n'),
    );
  });

  test('stops where the rollback asks what nobody here can answer', async () => {
    failsInto('r1-back');
    asks('r1-back', 'web-01 is silent');
    const tty = pipe();
    expect(await exec(tty)).toBe(3);
    expect(tty.written()).toContain('web-01 is silent');
    expect(tty.written()).toContain('Skip: rollout exec "skip r1-back web-01"');
  });

  test('a resume answers no question: what is asked is told, and it does not wait for ever', async () => {
    asks('r1', 'web-01 is silent');
    const tty = pipe();
    expect(await exec(tty, 'resume r1')).toBe(3);
    expect(tty.written()).toContain('web-01 is silent');
  });

  test.each([
    ['the rollback of a running rollout', 'rollback r1', 'succeeded', 0],
    ['one that fails', 'rollback r1', 'failed', 1],
    ['one that was to be a rollout of its own', 'rollback web', 'succeeded', 1],
    ['an answer to a question', 'retry r1 web-01', 'succeeded', 1],
  ] as const)('exits by what was asked for: %s', async (_, text, state, code) => {
    failsInto('r1-back');
    ends('r1-back', state);
    expect(await exec(pipe(), text)).toBe(code);
  });

  test('a rollback that is itself taken back is followed on too', async () => {
    failsInto('r1-back');
    failsInto('r1-back-back', 'r1-back');
    ends('r1-back-back', 'succeeded');
    const tty = pipe();
    expect(await exec(tty, 'rollback r1')).toBe(1);
    expect(tty.written()).toContain('! r1-back-back takes r1-back back');
  });

  test('--json says it in the update, and in nothing else', async () => {
    failsInto('r1-back');
    ends('r1-back', 'succeeded');
    const tty = pipe();
    expect(await exec(tty, 'deploy web v2', true)).toBe(1);
    const said = tty
      .written()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(said.map(({ rollout, state, next }) => [rollout, state, next])).toEqual([
      ['r1', undefined, undefined],
      ['r1', 'failed', 'r1-back'],
      ['r1-back', 'succeeded', undefined],
    ]);
  });

  test('a bot that dies between the two: followed on at the next one', async () => {
    const tty = pipe();
    const code = exec(tty);
    failsInto('r1-back');
    await until(() => tty.written().includes('r1-back takes r1 back'));
    await bot.kill();
    await bot.start();
    ends('r1-back', 'succeeded');
    expect(await code).toBe(1);
  });

  test('Ctrl-C names the one that goes on', async () => {
    const tty = pipe();
    const code = exec(tty);
    failsInto('r1-back');
    bot.tell('r1-back', 'running', { line: { text: 'here' } });
    await until(() => tty.written().includes('here'));
    tty.interrupt();
    expect(await code).toBe(130);
    expect(tty.written()).toContain('r1-back goes on without you');
    expect(tty.written()).not.toContain('r1 goes on without you');
  });
});

describe('exec on a terminal', () => {
  test('asks the questions of the rollback, and exits 1 at its end', async () => {
    const tty = testTerminal();
    const code = exec(tty);
    bot.tell('r1', 'running');
    await tty.sees('r1 · running');
    failsInto('r1-back');
    await tty.sees('! r1-back takes r1 back');
    asks('r1-back', 'web-01 is silent');
    await tty.sees('Skip ?');
    tty.type('skip\r');
    await until(() => bot.requests.some(({ text }) => text === 'skip r1-back web-01'));
    ends('r1-back', 'succeeded');
    expect(await code).toBe(1);
    expect(tty.screen.text()).toMatch(/r1 · failed\n! r1-back takes r1 back\n(.*\n)*● r1-back · succeeded$/);
  });

  test('a rollback that was asked for and went well exits 0', async () => {
    failsInto('r1-back');
    ends('r1-back', 'succeeded');
    expect(await exec(testTerminal(), 'rollback r1')).toBe(0);
  });

  test('Ctrl-C names the one that goes on', async () => {
    const tty = testTerminal();
    const code = exec(tty);
    failsInto('r1-back');
    bot.tell('r1-back', 'running');
    await tty.sees('r1-back · running');
    tty.type('\u0003');
    expect(await code).toBe(130);
    expect(tty.screen.text()).toContain('r1-back goes on without you');
  });
});

describe('chat', () => {
  const chat = (tty: ReturnType<typeof testTerminal>) =>
    runChat({ socketPath: bot.socketPath, login: 'ann', terminal: tty.terminal, patienceMs: 20_000 });

  test('goes on with the rollback, and asks its questions', async () => {
    const tty = testTerminal();
    const code = chat(tty);
    await tty.sees('rollout>');
    tty.type('deploy web v2\r');
    bot.tell('r1', 'running');
    await tty.sees('r1 · running');
    failsInto('r1-back');
    await tty.sees('! r1-back takes r1 back');
    asks('r1-back', 'web-01 is silent');
    await tty.sees('Skip ?');
    ends('r1-back', 'succeeded');
    await tty.sees('r1-back · succeeded\nrollout>');
    tty.type('\u0004');
    expect(await code).toBe(0);
  });

  test('looking at a rollout of long ago shows nothing of its rollback; of one that is being taken back it does', async () => {
    failsInto('r1-back');
    ends('r1-back', 'succeeded');
    failsInto('r2-back', 'r2');
    bot.tell('r2-back', 'running');
    const tty = testTerminal();
    const code = chat(tty);
    await tty.sees('rollout>');
    tty.type('status r1\r');
    await tty.sees('did: status r1');
    tty.type('status r2\r');
    await tty.sees('r2-back · running');
    await until(() => !tty.screen.text().includes('r1-back'));
    tty.type('\u0004');
    expect(await code).toBe(0);
  });
});
