import { describe, expect, it } from 'vitest';
import { createRemembered } from '../../../../src/chat/slack/people/remembered.ts';

/** Slack as a question that is answered, refused or left open as the test wants. */
function world() {
  let at = 0;
  let answer: () => Promise<string> = async () => 'first';
  let asked = 0;
  const look = createRemembered(
    () => {
      asked += 1;
      return answer();
    },
    { freshMs: 60, staleMs: 900, patienceMs: 5, now: () => at },
  );
  return {
    look: () => look('S1'),
    asked: () => asked,
    later(ms: number) {
      at += ms;
    },
    answers(next: () => Promise<string>) {
      answer = next;
    },
  };
}
const away = async () => {
  throw new Error('away');
};

describe('what was asked of Slack', () => {
  it('is asked once while it is fresh, and again after that', async () => {
    const { look, asked, later, answers } = world();
    expect(await look()).toBe('first');
    answers(async () => 'second');
    later(60);
    expect(await look()).toBe('first');
    expect(asked()).toBe(1);
    later(1);
    expect(await look()).toBe('second');
  });

  it('is asked once for all who ask at the same time', async () => {
    const { look, asked } = world();
    expect(await Promise.all([look(), look(), look()])).toEqual(['first', 'first', 'first']);
    expect(asked()).toBe(1);
  });

  it('counts for a while where Slack is away, and not for longer', async () => {
    const { look, later, answers } = world();
    await look();
    answers(away);
    later(960);
    expect(await look()).toBe('first');
    later(1);
    await expect(look()).rejects.toThrow('away');
  });

  it('counts where Slack keeps people waiting, and the late answer counts from then on', async () => {
    const { look, later, answers } = world();
    await look();
    let late: (value: string) => void = () => undefined;
    answers(
      () =>
        new Promise((resolve) => {
          late = resolve;
        }),
    );
    later(61);
    expect(await look()).toBe('first');
    late('late');
    await expect.poll(look).toBe('late');
  });

  it('is asked anew after a failure where nothing is remembered', async () => {
    const { look, answers } = world();
    answers(away);
    await expect(look()).rejects.toThrow('away');
    answers(async () => 'there');
    expect(await look()).toBe('there');
  });
});
