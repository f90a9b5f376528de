import { afterEach, expect, it } from 'vitest';
import { createSlackClient } from '../../../../src/chat/slack/client/client.ts';
import { createDelivery, defaultPace } from '../../../../src/chat/slack/deliver/deliver.ts';
import type { EventBody } from '../../../../src/model/event.ts';
import type { Plan } from '../../../../src/model/plan.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { createBoard } from '../../../../src/report/board-of-store.ts';
import { createStore } from '../../../../src/store/store.ts';
import { startSlack } from '../../../doubles/slack/slack.ts';
import { plan, plannedHost } from '../../../report/sample.ts';
import { openDatabase } from '../../../store/open.ts';

/** Slack's seconds in a real one: its limits are as strict in its own time. */
const speed = 40;
const pace = {
  ...defaultPace,
  channelMs: defaultPace.channelMs / speed,
  minuteMs: defaultPace.minuteMs / speed,
  lookMs: 500,
};

const batches = Array.from({ length: 12 }, (_, batch) => ({
  name: `batch ${batch + 1}`,
  canary: false,
  hosts: Array.from({ length: 25 }, (_, n) => plannedHost(`web-${batch * 25 + n}`, 10)),
}));
const large: Plan = { ...plan, batches };

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** What the workflow tells of a host, in short. */
const story = (host: string): readonly EventBody[] => [
  { type: 'step', host, step: 'deploy', attempt: 1 },
  { type: 'host', host, outcome: 'done', attempt: 1, outMs: 4000 },
];

it('a rollout of 300 hosts ends with every message right, within what Slack allows', async () => {
  const database = await openDatabase();
  ends.push(() => database.close());
  const slack = await startSlack({ speed });
  ends.push(() => slack.stop());
  const channel = slack.addChannel({ name: 'deploys' });
  const store = createStore(database.db);
  const client = createSlackClient(
    { botToken: new Secret(slack.botToken), apiUrl: slack.apiUrl },
    { info() {}, warn() {}, error() {} },
  );
  const delivery = createDelivery({
    client,
    board: createBoard(store, () => undefined),
    people: { mentionOf: () => undefined },
    installation: await store.installation(),
    log: () => undefined,
    pace,
  });
  const id = await store.rollouts.nextId();
  const tell = (key: string, body: EventBody) =>
    store.journal.record({ rollout: id, cluster: 'web', key: `${id}/${key}`, body });
  await store.rollouts.create(id, { plan: large, requester: 'ann', state: 'queued', approvers: [] });
  await tell('planned', { type: 'planned', person: 'ann', places: [{ chat: 'slack', channel }] });
  await delivery.start();
  ends.push(() => delivery.stop());
  await tell('running', { type: 'state', state: 'running' });
  for (const [batch, { name, hosts }] of batches.entries()) {
    await tell(`batch/${batch}`, { type: 'batch', batch, name, hosts: [] });
    for (const { host } of hosts)
      for (const [n, body] of story(host).entries()) await tell(`${host}/${n}`, body);
  }
  await tell('finished', { type: 'state', state: 'succeeded' });
  await expect.poll(() => store.threads.open('slack'), { timeout: 120_000 }).toEqual([]);

  const [root, ...others] = slack.messages(channel);
  expect(others).toEqual([]);
  expect(root && slack.read(root)).toContain('300 hosts on v2');
  const replies = slack.thread(channel, root?.ts ?? '').map(slack.read);
  expect(replies.map((text) => text.split('\n')[0])).toEqual([
    ...batches.map(({ name }) => expect.stringContaining(`${name} · 25 of 25 hosts done`)),
    expect.stringContaining('succeeded'),
  ]);
  expect(slack.problems()).toEqual([]);
  const writes = slack.calls().filter(({ method }) => /^chat\.(postMessage|update)$/.test(method));
  expect(writes.filter(({ status }) => status === 429)).toEqual([]);
  const seconds = (Number(writes.at(-1)?.at) - Number(writes[0]?.at)) / 1000;
  expect(writes.length).toBeLessThanOrEqual(seconds + 1);
}, 180_000);
