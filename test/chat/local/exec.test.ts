import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExecOptions } from '../../../src/chat/local/exec.ts';
import { runExec } from '../../../src/chat/local/run-exec.ts';
import type { Answer } from '../../../src/intake/intake.ts';
import type { Card } from '../../../src/model/card.ts';
import { type FakeBot, startBot } from './bot.ts';
import { testTerminal, until } from './terminal.ts';

let bot: FakeBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.stop());

const plan: Card = {
  title: 'r1 deploy web v1 → v2 · awaiting approval',
  tone: 'plain',
  lines: [{ text: 'the plan' }],
  buttons: [
    { label: 'Approve', command: 'approve r1 abc' },
    { label: 'Reject', command: 'reject r1 abc' },
  ],
};
const running: Card = {
  title: 'r1 deploy web v1 → v2 · running',
  tone: 'plain',
  progress: 0.5,
  lines: [{ label: 'web-01', text: 'deploying v2' }],
  buttons: [
    { label: 'Pause', command: 'pause r1' },
    { label: 'Abort', command: 'abort r1' },
  ],
};
const asking: Card = {
  ...running,
  title: 'r1 · waiting for an answer',
  buttons: [
    { label: 'Retry', command: 'retry r1 web-01' },
    { label: 'Abort', command: 'abort r1' },
  ],
};
const done: Card = {
  title: 'r1 deploy web v1 → v2 · succeeded',
  tone: 'good',
  lines: [{ text: 'all on v2' }],
};

/** Deploys to r1, approves it, and lets the test tell the rest. */
function script(): void {
  bot.answer = ({ text }) => {
    if (text.startsWith('deploy')) {
      bot.tell('r1', 'awaiting-approval', { card: plan, line: { text: 'planned by ann' } });
      return { code: 'ok', card: plan, rollout: 'r1' };
    }
    if (text.startsWith('approve'))
      bot.tell('r1', 'running', { card: running, line: { text: 'approved by ann' } });
    if (text.startsWith('reject')) bot.tell('r1', 'dropped', { card: { ...done, title: 'r1 · dropped' } });
    return { code: 'ok', card: { title: `did: ${text}`, tone: 'good' }, rollout: 'r1' };
  };
}

const exec = (options: Partial<ExecOptions> & Pick<ExecOptions, 'terminal'>) =>
  runExec({
    socketPath: bot.socketPath,
    login: 'ann',
    text: 'deploy web v2',
    patienceMs: 20_000,
    ...options,
  });
const pipe = () => testTerminal({ interactive: false, width: 100 });
const texts = () => bot.requests.map(({ text }) => text);

describe('in a pipe', () => {
  test.each([
    ['ok', 0],
    ['wrong', 2],
    ['refused', 4],
    ['failed', 5],
  ] as const)('an answer of %s exits %i', async (code, exit) => {
    bot.answer = () => ({ code, card: { title: 'said', tone: 'plain' } });
    const { terminal, written } = pipe();
    expect(await exec({ terminal, text: 'locks' })).toBe(exit);
    expect(written()).toBe('● said\n');
  });

  test('no bot: 69, and how to start one', async () => {
    const { terminal, written } = pipe();
    expect(await exec({ terminal, socketPath: `${bot.socketPath}.none` })).toBe(69);
    expect(written().replaceAll(/\s+/g, ' ')).toContain('Start it with: rollout start');
  });

  test('a plan without --yes: 3, and how to approve it', async () => {
    script();
    const { terminal, written } = pipe();
    expect(await exec({ terminal })).toBe(3);
    expect(written()).toContain('Approve: rollout exec "approve r1 abc"');
    expect(texts()).toEqual(['deploy web v2']);
  });

  test('with --yes: approved once, followed line by line, the summary at the end', async () => {
    script();
    const { terminal, written } = pipe();
    const code = exec({ terminal, yes: true });
    await until(() => texts().includes('approve r1 abc'));
    bot.tell('r1', 'running', { card: running, line: { text: 'web-01 draining\u001b[2J' } });
    bot.tell('r1', 'succeeded', { card: done, line: { text: 'succeeded' } });
    expect(await code).toBe(0);
    expect(texts()).toEqual(['deploy web v2', 'approve r1 abc']);
    expect(written().split('\n').slice(3)).toEqual([
      'r1  planned by ann',
      '✓ did: approve r1 abc',
      'r1  approved by ann',
      'r1  web-01 draining',
      'r1  succeeded',
      '✓ r1 deploy web v1 → v2 · succeeded',
      '  · all on v2',
      '',
    ]);
  });

  test('--yes that is not enough: 3; that may not: 4', async () => {
    script();
    const scripted = bot.answer;
    bot.answer = (request) => {
      if (!request.text.startsWith('approve')) return scripted(request);
      bot.tell('r1', 'awaiting-approval', { card: plan, line: { text: 'one more approval is needed' } });
      return { code: 'ok', card: { title: 'noted', tone: 'plain' }, rollout: 'r1' };
    };
    expect(await exec({ terminal: pipe().terminal, yes: true })).toBe(3);
    bot.answer = (request) =>
      request.text.startsWith('approve')
        ? { code: 'refused', card: { title: 'not you', tone: 'warning' } }
        : { code: 'ok', card: plan, rollout: 'r1' };
    expect(await exec({ terminal: pipe().terminal, yes: true })).toBe(4);
  });

  const override: Answer = {
    code: 'ok',
    override: 'o5',
    card: {
      title: 'o5 take web-03 out',
      tone: 'plain',
      buttons: [
        { label: 'Take it out', command: 'approve o5' },
        { label: 'Leave it', command: 'reject o5' },
      ],
    },
  };
  const disable = { text: 'disable web web-03 for 30m panic' };

  test('an override that awaits its confirmation: 3, and how to confirm it', async () => {
    bot.answer = () => override;
    const { terminal, written } = pipe();
    expect(await exec({ terminal, ...disable })).toBe(3);
    expect(written()).toBe(
      [
        '● o5 take web-03 out',
        '  [Take it out] [Leave it]',
        'o5 awaits confirmation. Do it with one of',
        '  Take it out: rollout exec "approve o5"',
        '  Leave it: rollout exec "reject o5"',
        '',
      ].join('\n'),
    );
    expect(texts()).toEqual([disable.text]);
  });

  test.each([
    ['ok', 0],
    ['refused', 4],
  ] as const)(
    'an override with --yes is confirmed, and what came of it (%s) exits %i',
    async (code, exit) => {
      bot.answer = ({ text }) =>
        text === 'approve o5' ? { code, card: { title: `${text}: ${code}`, tone: 'plain' } } : override;
      const { terminal, written } = pipe();
      expect(await exec({ terminal, ...disable, yes: true })).toBe(exit);
      expect(texts()).toEqual([disable.text, 'approve o5']);
      expect(written()).toContain(`● approve o5: ${code}`);
      expect(written()).not.toContain('awaits confirmation');
    },
  );

  test('an override that needed no confirmation: 0, and nothing is followed', async () => {
    bot.answer = () => ({ ...override, card: { title: 'o5 web-03 is out', tone: 'good' } });
    const { terminal, written } = pipe();
    expect(await exec({ terminal, ...disable, yes: true })).toBe(0);
    expect(written()).toBe('✓ o5 web-03 is out\n');
  });

  test.each([
    ['succeeded', 0],
    ['failed', 1],
    ['aborted', 1],
    ['dropped', 4],
  ] as const)('a rollout that %s exits %i', async (state, exit) => {
    bot.answer = () => ({ code: 'ok', card: running, rollout: 'r1' });
    bot.tell('r1', 'running', { card: running });
    bot.tell('r1', state, { card: done });
    expect(await exec({ terminal: pipe().terminal })).toBe(exit);
  });

  test('an open question: 3, and the command for each answer', async () => {
    bot.answer = () => ({ code: 'ok', card: running, rollout: 'r1' });
    bot.tell('r1', 'waiting', { card: asking, question: 'web-01: deploy exited 1' });
    const { terminal, written } = pipe();
    expect(await exec({ terminal })).toBe(3);
    expect(written()).toContain('web-01: deploy exited 1');
    expect(written()).toContain('Retry: rollout exec "retry r1 web-01"');
  });

  test('a command that answers a question is not stopped by that question, but by the next', async () => {
    bot.answer = () => ({ code: 'ok', card: running, rollout: 'r1' });
    bot.tell('r1', 'waiting', { card: asking, question: 'first' });
    bot.tell('r1', 'running', { card: running });
    bot.tell('r1', 'waiting', { card: asking, question: 'second' });
    const { terminal, written } = pipe();
    expect(await exec({ terminal, text: 'retry r1 web-01' })).toBe(3);
    expect(written()).toContain('second');
    expect(written()).not.toContain('first');
  });

  test.each(['continue r1', 'verify r1 web-01', 'keep-out r1 web-01'])(
    '%s answers what is asked after a crash, and is followed to the end',
    async (text) => {
      bot.answer = () => ({ code: 'ok', card: running, rollout: 'r1' });
      bot.tell('r1', 'waiting', { card: asking, question: 'web-01 was at deploy when the bot ended' });
      bot.tell('r1', 'running', { card: running });
      bot.tell('r1', 'succeeded', { card: done });
      const { terminal, written } = pipe();
      expect(await exec({ terminal, text })).toBe(0);
      expect(written()).not.toContain('Nobody is here to answer');
    },
  );

  test('a question that was answered before we looked does not hide the next', async () => {
    bot.answer = () => ({ code: 'ok', card: running, rollout: 'r1' });
    bot.tell('r1', 'running', { card: running });
    bot.tell('r1', 'waiting', { card: asking, question: 'once more' });
    const { terminal, written } = pipe();
    expect(await exec({ terminal, text: 'retry r1 web-01' })).toBe(3);
    expect(written()).toContain('once more');
  });

  test('what was there before a wish is not told again, what came after it is', async () => {
    for (const text of ['planned', 'approved', 'asked'])
      bot.tell('r1', 'running', { card: running, line: { text } });
    bot.answer = () => {
      bot.tell('r1', 'running', { card: running, line: { text: 'ann: retry' } });
      bot.tell('r1', 'succeeded', { card: done, line: { text: 'succeeded' } });
      return { code: 'ok', card: running, rollout: 'r1', seq: 3 };
    };
    const { terminal, written } = pipe();
    expect(await exec({ terminal, text: 'retry r1' })).toBe(0);
    expect(written().match(/^r1 {2}.*$/gm)).toEqual(['r1  ann: retry', 'r1  succeeded']);
  });

  test('reading commands follow nothing; --no-follow neither', async () => {
    bot.answer = () => ({ code: 'ok', card: running, rollout: 'r1' });
    expect(await exec({ terminal: pipe().terminal, text: 'status r1' })).toBe(0);
    expect(await exec({ terminal: pipe().terminal, follow: false })).toBe(0);
    bot.answer = () => ({ code: 'ok', card: plan, rollout: 'r1' });
    expect(await exec({ terminal: pipe().terminal, follow: false })).toBe(3);
  });

  test('--json: one object a line, and nothing else', async () => {
    script();
    const { terminal, written } = pipe();
    const code = exec({ terminal, yes: true, json: true });
    await until(() => texts().includes('approve r1 abc'));
    bot.tell('r1', 'failed', { card: done });
    expect(await code).toBe(1);
    const objects = written()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(objects.map(({ type, state }) => state ?? type)).toEqual([
      'answer',
      'awaiting-approval',
      'answer',
      'running',
      'failed',
    ]);
  });

  test('Ctrl-C leaves with 130 and says how to come back', async () => {
    bot.answer = () => ({ code: 'ok', card: running, rollout: 'r1' });
    bot.tell('r1', 'running', { card: running, line: { text: 'here' } });
    const { terminal, written, interrupt } = pipe();
    const code = exec({ terminal });
    await until(() => written().includes('here'));
    interrupt();
    expect(await code).toBe(130);
    expect(written()).toContain('r1 goes on without you');
  });

  test('a bot that is killed and comes back: the same request once more, and nothing told twice', async () => {
    const { terminal, written } = pipe();
    bot.answer = () => new Promise(() => undefined);
    const code = exec({ terminal });
    await until(() => bot.requests.length === 1);
    await bot.kill();
    bot.answer = () => ({ code: 'ok', card: running, rollout: 'r1' });
    bot.tell('r1', 'running', { card: running, line: { text: 'one' } });
    await bot.start();
    await until(() => written().includes('one'));
    await bot.kill();
    bot.tell('r1', 'succeeded', { card: done, line: { text: 'two' } });
    await bot.start();
    expect(await code).toBe(0);
    const [first, second] = bot.requests;
    expect(second).toEqual(first);
    expect(written().match(/r1 {2}one/g)).toHaveLength(1);
    expect(written()).toContain('The bot went away');
  });
});

describe('a bot that goes down', () => {
  test('what fails because of that is asked again of the next one, under the same id', async () => {
    const { terminal, written } = pipe();
    let fail: () => void = () => undefined;
    bot.answer = () =>
      new Promise((_, reject) => {
        fail = () => reject(new Error('the database was closed'));
      });
    const code = exec({ terminal, text: 'locks' });
    await until(() => bot.requests.length === 1);
    bot.silence();
    fail();
    await until(() => bot.log.some((text) => text.includes('the database was closed')));
    await bot.kill();
    bot.answer = () => ({ code: 'ok', card: { title: 'no locks', tone: 'good' } });
    await bot.start();
    expect(await code).toBe(0);
    expect(bot.requests[1]).toEqual(bot.requests[0]);
    expect(written()).toContain('no locks');
    expect(written()).not.toContain('the database was closed');
  });

  test('it is said to be back when it serves again, not when it takes a connection', async () => {
    const { terminal, written } = pipe();
    bot.answer = () => new Promise(() => undefined);
    const code = exec({ terminal, text: 'locks' });
    await until(() => bot.requests.length === 1);
    bot.silence();
    await until(() => bot.putOut() >= 3);
    await bot.kill();
    expect(written()).not.toContain('is back');
    bot.answer = () => ({ code: 'ok', card: { title: 'no locks', tone: 'good' } });
    let up: () => void = () => undefined;
    await bot.start(
      new Promise((resolve) => {
        up = resolve;
      }),
    );
    await until(() => written().includes('The bot is starting'));
    expect(written()).not.toContain('is back');
    up();
    expect(await code).toBe(0);
    expect(
      written()
        .split('\n')
        .filter((line) => /went away|is back/.test(line)),
    ).toEqual(['! The bot went away; waiting for it to come back.', '✓ The bot is back.']);
  });

  test('Ctrl-C while the next one starts leaves no connection behind', async () => {
    const { terminal, written, interrupt } = pipe();
    bot.answer = () => new Promise(() => undefined);
    const code = exec({ terminal, text: 'locks' });
    await until(() => bot.requests.length === 1);
    await bot.kill();
    await bot.start(new Promise(() => undefined));
    await until(() => written().includes('The bot is starting'));
    interrupt();
    expect(await code).toBe(130);
    await until(() => bot.sockets.size === 0);
  });

  test('one that will not talk to us is not waited for', async () => {
    const { terminal, written } = pipe();
    bot.answer = () => new Promise(() => undefined);
    const code = exec({ terminal, text: 'locks' });
    await until(() => bot.requests.length === 1);
    await bot.kill();
    let refuse: () => void = () => undefined;
    await bot.start(
      new Promise((_, reject) => {
        refuse = () => reject(new Error('nobody is welcome'));
      }),
    );
    await until(() => written().includes('The bot is starting'));
    refuse();
    expect(await code).toBe(5);
    expect(written()).toContain('nobody is welcome');
  });
});

describe('on a terminal', () => {
  test('asks by label, draws while it runs, ends with the summary', async () => {
    script();
    const tty = testTerminal();
    const code = exec({ terminal: tty.terminal });
    await tty.sees('Approve / Reject ?');
    tty.type('app\r');
    await tty.sees('web-01  deploying v2');
    expect(tty.screen.text()).toContain('50%');
    expect(tty.screen.text()).toContain('[Pause] [Abort]');
    expect(tty.screen.text()).not.toContain('[Approve] [Reject]\n\n');
    bot.tell('r1', 'succeeded', { card: done });
    expect(await code).toBe(0);
    expect(texts()).toEqual(['deploy web v2', 'approve r1 abc']);
    expect(tty.screen.text()).toBe(`● r1 deploy web v1 → v2 · awaiting approval
  · the plan
  [Approve] [Reject]
Approve / Reject ? app
✓ did: approve r1 abc
✓ r1 deploy web v1 → v2 · succeeded
  · all on v2`);
  });

  test('a label typed before the first news of the rollout counts, and is not asked for again', async () => {
    bot.answer = ({ text }) =>
      text.startsWith('deploy')
        ? { code: 'ok', card: plan, rollout: 'r1' }
        : { code: 'ok', card: { title: `did: ${text}`, tone: 'good' }, rollout: 'r1' };
    const tty = testTerminal();
    const code = exec({ terminal: tty.terminal });
    await tty.sees('[Approve] [Reject]');
    tty.type('app\r');
    await until(() => texts().length === 2);
    expect(texts()[1]).toBe('approve r1 abc');
    bot.tell('r1', 'awaiting-approval', { card: plan });
    await tty.sees('● r1 deploy web v1 → v2 · awaiting approval\n  [Approve] [Reject]');
    expect(tty.screen.text()).not.toContain('Approve / Reject ?');
    bot.tell('r1', 'succeeded', { card: done });
    expect(await code).toBe(0);
  });

  test('a terminal that does not know its size is drawn to as if it had 80 columns', async () => {
    script();
    const tty = testTerminal();
    Object.assign(tty.terminal.stdout, { columns: 0, rows: 0 });
    const code = exec({ terminal: tty.terminal, yes: true });
    await tty.sees('web-01  deploying v2');
    tty.type('status\r');
    await until(() => texts().includes('status'));
    bot.tell('r1', 'succeeded', { card: done });
    expect(await code).toBe(0);
    expect(tty.written()).not.toContain('Infinity');
  });

  test('--yes approves without asking', async () => {
    script();
    const tty = testTerminal();
    const code = exec({ terminal: tty.terminal, yes: true });
    await tty.sees('deploying v2');
    bot.tell('r1', 'succeeded', { card: done });
    expect(await code).toBe(0);
    expect(texts()).toEqual(['deploy web v2', 'approve r1 abc']);
    expect(tty.screen.text()).not.toContain('Approve / Reject ?');
  });

  test('a rejected plan exits 4', async () => {
    script();
    const tty = testTerminal();
    const code = exec({ terminal: tty.terminal });
    await tty.sees('Approve / Reject ?');
    tty.type('REJECT\r');
    expect(await code).toBe(4);
  });

  test('a plan that changed is shown anew, and asked anew', async () => {
    script();
    const tty = testTerminal();
    const code = exec({ terminal: tty.terminal });
    await tty.sees('Approve / Reject ?');
    const buttons = [{ label: 'Approve', command: 'approve r1 def' }];
    bot.tell('r1', 'awaiting-approval', { card: { ...plan, lines: [{ text: 'the new plan' }], buttons } });
    await tty.sees('the new plan');
    await tty.sees('Approve ?');
    tty.type('approve\r');
    await tty.sees('deploying v2');
    expect(texts().at(-1)).toBe('approve r1 def');
    bot.tell('r1', 'failed', { card: done });
    expect(await code).toBe(1);
  });

  test('a question that somebody else answers is not asked any more', async () => {
    bot.answer = () => ({ code: 'ok', card: running, rollout: 'r1' });
    bot.tell('r1', 'waiting', { card: asking, question: 'web-01: deploy exited 1' });
    const tty = testTerminal();
    const code = exec({ terminal: tty.terminal });
    await tty.sees('Retry / Abort ?');
    bot.tell('r1', 'running', { card: running });
    await until(() => !tty.screen.text().includes('Retry / Abort ?'));
    bot.tell('r1', 'succeeded', { card: done });
    expect(await code).toBe(0);
  });

  test('Ctrl-C leaves, and the rollout goes on', async () => {
    script();
    const tty = testTerminal();
    const code = exec({ terminal: tty.terminal, yes: true });
    await tty.sees('deploying v2');
    tty.type('\u0003');
    expect(await code).toBe(130);
    expect(tty.screen.text()).toContain('r1 goes on without you');
    expect(texts()).not.toContain('abort r1');
  });

  test('colour only where wanted', async () => {
    bot.answer = () => ({ code: 'ok', card: done });
    const plainTty = testTerminal();
    await exec({ terminal: plainTty.terminal, text: 'status' });
    expect(plainTty.written()).not.toContain('\u001b[');
    const colourTty = testTerminal({ env: { NO_COLOR: '' } });
    await exec({ terminal: colourTty.terminal, text: 'status' });
    expect(colourTty.written()).toContain('\u001b[32m');
  });
});
