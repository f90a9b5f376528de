import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSlackClient } from '../../../../src/chat/slack/client/client.ts';
import { createDelivery, type Delivery } from '../../../../src/chat/slack/deliver/deliver.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { type SlackDouble, startSlack } from '../../../doubles/slack/slack.ts';
import { createFakeBoard, thread } from './fake-board.ts';
import { fast, post } from './posts.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let slack: SlackDouble;
let running: Delivery | undefined;
beforeEach(async () => {
  slack = await startSlack({ speed: 100 });
});
afterEach(async () => {
  await running?.stop();
  expect(slack.problems()).toEqual([]);
  await slack.stop();
});

const memory = createFakeBoard();
async function begin() {
  await running?.stop();
  running = createDelivery({
    client: createSlackClient({ botToken: new Secret(slack.botToken), apiUrl: slack.apiUrl }, silent),
    board: memory.board(),
    people: { mentionOf: () => undefined },
    installation: 'test',
    log: () => undefined,
    pace: { ...fast, channelMs: 20 },
  });
  await running.start();
}

/** However long the bot was away, and whatever was written meanwhile. */
it('a message whose answer was lost is looked for only around the time when it was sent', async () => {
  const ops = slack.addChannel({ name: 'ops' });
  const one = thread('r2', ops);
  memory.tell(one, [post('root', 'root')], true);
  slack.trouble.loseAnswer('chat.postMessage', 1);
  const before = Date.now();
  await begin();
  await expect.poll(() => memory.isClosed(one)).toBe(true);
  const { oldest, latest } = slack.calls('conversations.history')[0]?.args ?? {};
  expect(Number(latest) * 1000).toBeLessThan(Date.now() + 11 * 60_000);
  expect(Number(oldest) * 1000).toBeGreaterThan(before - 11 * 60_000);
  expect(slack.messages(ops)).toHaveLength(1);
});

/** What was begun in the App Home is told in the app's own conversation with the person. */
it('a person as the place of a thread: told there once, also after a lost answer and a new start', async () => {
  const ann = slack.addUser({ name: 'ann' });
  const mine = thread('r1', ann);
  memory.tell(mine, [post('root', 'root'), post('host/a', 'a')]);
  slack.trouble.loseAnswer('chat.postMessage', 1);
  await begin();
  const kept = () => memory.kept.get(`r1 ${ann}`)?.get('host/a')?.ts;
  await expect.poll(kept).toBeDefined();
  await begin();
  memory.tell(mine, [post('root', 'root now'), post('host/a', 'a done')], true);
  await expect.poll(() => memory.isClosed(mine)).toBe(true);
  const channel = memory.kept.get(`r1 ${ann}`)?.get('root')?.channel ?? '';
  expect(slack.transcript(channel)).toMatchInlineSnapshot(`
    "#ann

    rollout (edited)
      ● root now

        rollout (edited)
          ● a done
    "
  `);
});
