import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDelivery, type Delivery } from '../../../../src/chat/slack/deliver/deliver.ts';
import { renderMessage } from '../../../../src/chat/slack/render/message.ts';
import type { Post, Thread } from '../../../../src/report/board.ts';
import { createFakeBoard, thread } from './fake-board.ts';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';
import { createFates, type Fate } from './fates.ts';
import { fast, filePost, post } from './posts.ts';

const threads: readonly Thread[] = [thread('r1', 'C1'), thread('r2', 'C1'), thread('r1', 'C2')];

/** What a thread shows in one state of its rollout, of which there are `last` + 1. */
function stateOf({ subject }: Thread, n: number): readonly Post[] {
  return [
    post('root', `${subject} at ${n}`),
    post('host/a', `a at ${Math.min(n, 2)}`),
    ...(n >= 1 ? [post('ask/a/1', n === 1 ? 'a asks' : 'a was answered')] : []),
    ...(n >= 2 ? [filePost('log/a/1', `${subject}-a-1.log`)] : []),
    ...(n === last ? [post('end', `${subject} has ended`)] : []),
  ];
}
const last = 4;

const fate = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Fate>('well') },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Fate>(
      'limited',
      'away',
      'unsent',
      'lost',
      'lost',
      'dies before',
      'dies after',
    ),
  },
);

/** One world: a board that goes through its states while Slack and the process have their fates. */
async function play(fates: readonly Fate[], every: number): Promise<FakeSlack> {
  const slack = createFakeSlack();
  const memory = createFakeBoard();
  let state = 0;
  const show = () => {
    for (const each of threads) memory.tell(each, stateOf(each, state), state === last);
  };
  show();
  const deliveries: Delivery[] = [];
  const dealt = createFates(
    fates,
    () => setImmediate(boot),
    () => {
      if (state === last || dealt.count() % every !== 0) return;
      state += 1;
      show();
    },
  );
  function boot() {
    const process = { dead: false };
    const delivery = createDelivery({
      client: slack.client((method, does) => dealt.run(process, method, true, does)),
      board: memory.board((does) => dealt.run(process, 'keep', false, does)),
      people: { mentionOf: (name) => `<@${name.toUpperCase()}>` },
      installation: 'test',
      log: () => undefined,
      pace: fast,
    });
    deliveries.push(delivery);
    void delivery.start();
  }
  boot();
  await expect.poll(() => threads.every(memory.isClosed), { interval: 5 }).toBe(true);
  await deliveries.at(-1)?.stop();
  return slack;
}

const textsOf = (slack: FakeSlack, { subject, place }: Thread) =>
  slack
    .in(place.channel)
    .filter(({ mark, file }) => `${mark ?? file}`.startsWith(file ? `${subject}-` : `test ${subject} `))
    .map(({ text, mark, file }) => [file ?? mark, text])
    .sort();

const wantedOf = (each: Thread) =>
  stateOf(each, last)
    .map(({ key, card, file }) =>
      file
        ? [`${each.subject}-a-1.log`, `all of it`]
        : [`test ${each.subject} ${key}`, renderMessage(card).text],
    )
    .sort();

it('ends with every message once and right, whatever fails and however often the process dies', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { maxLength: 80 }),
      fc.integer({ min: 1, max: 15 }),
      async (fates, every) => {
        const slack = await play(fates, every);
        for (const each of threads) {
          const shown = textsOf(slack, each).map(([key, text]) => [
            key,
            key?.endsWith('.log') ? 'all of it' : text,
          ]);
          expect(shown).toEqual(wantedOf(each));
        }
        const roots = slack.messages.filter(({ threadTs }) => threadTs === undefined);
        expect(roots.map(({ mark }) => mark).sort()).toEqual([
          'test r1 root',
          'test r1 root',
          'test r2 root',
        ]);
      },
    ),
    { numRuns: 60 },
  );
});
