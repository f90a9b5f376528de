import type { Receiver } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { keepOpen, type Line } from '../../../../src/chat/slack/receive/line.ts';

const receiver: Receiver = {
  init: () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
};
const pace = { firstMs: 1, mostMs: 4, soundMs: 10_000 };

/** A line that fails as often as it is told, then is open until it is broken or closed. */
function world(failures: number) {
  const log: string[] = [];
  let opened = 0;
  let closed = 0;
  let end: () => void = () => undefined;
  let gone = Promise.resolve();
  const line: Line = {
    receiver,
    async open() {
      opened += 1;
      if (opened <= failures) throw new Error('no way');
      gone = new Promise((resolve) => {
        end = resolve;
      });
    },
    broken: () => gone,
    async close() {
      closed += 1;
      end();
    },
  };
  const say = (text: string) => void log.push(text);
  const keeper = keepOpen(line, 'the line', { info: say, warn: say, error: say }, pace);
  return { keeper, log, opened: () => opened, closed: () => closed, cut: () => end() };
}

describe('a line that is kept open', () => {
  it('is tried until it opens; its trouble is said once, and its end too', async () => {
    const { keeper, log, opened } = world(3);
    await keeper.tried;
    await expect.poll(opened).toBe(4);
    await expect
      .poll(() => log)
      .toEqual(['Slack: the line is not open: no way; trying again', 'Slack: the line is open again']);
    await keeper.stop();
  });

  it('is opened again whenever it breaks', async () => {
    const { keeper, opened, cut } = world(0);
    for (const times of [1, 2, 3]) {
      await expect.poll(opened).toBe(times);
      cut();
    }
    await expect.poll(opened).toBe(4);
    await keeper.stop();
    expect(opened()).toBe(4);
  });

  it('is closed also where it was stopped while it was being opened', async () => {
    let open: () => void = () => undefined;
    let closed = 0;
    const line: Line = {
      receiver,
      open: () =>
        new Promise((resolve) => {
          open = resolve;
        }),
      broken: () => new Promise(() => undefined),
      async close() {
        closed += 1;
      },
    };
    const quiet = () => undefined;
    const keeper = keepOpen(line, 'the line', { info: quiet, warn: quiet, error: quiet }, pace);
    const stopped = keeper.stop();
    open();
    await stopped;
    expect(closed).toBe(2);
  });
});
