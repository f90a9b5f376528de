import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSlackChat, type SlackChat } from '../../../../src/chat/slack/slack.ts';
import { leadAlone } from '../../../../src/fleet/lead.ts';
import type { Answer, Request } from '../../../../src/intake/intake.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { type SlackDouble, startSlack } from '../../../doubles/slack/slack.ts';

let slack: SlackDouble;
let chat: SlackChat;
let alice: string;
let ops: string;
let requests: Request[];
let answer: (request: Request) => Answer | Promise<Answer>;
let log: string[];

beforeEach(async () => {
  slack = await startSlack();
  alice = slack.addUser({ name: 'alice' });
  ops = slack.addChannel({ name: 'ops' });
  requests = [];
  log = [];
  answer = ({ text }) => ({ code: 'ok', card: { title: `plan of: ${text}`, tone: 'plain' } });
  const quiet = () => undefined;
  chat = createSlackChat({
    config: {
      botToken: new Secret(slack.botToken),
      by: { mode: 'socket', appToken: new Secret(slack.appToken) },
      apiUrl: slack.apiUrl,
    },
    people: [{ name: 'alice', local: [], slack: [alice] }],
    groups: [],
    lookup: {
      language: async () => 'en',
      clusters: async () => ['api', 'web'],
      releases: async (_, cluster) => [`${cluster}-2`, `${cluster}-1`],
      needsApproval: () => true,
      home: async () => [],
    },
    board: {
      open: async () => [],
      posts: async () => ({ posts: [], final: false }),
      shown: async () => new Map(),
      keep: async () => undefined,
      close: async () => undefined,
      listen: () => quiet,
    },
    installation: 'test',
    lead: (_key, led) => leadAlone(led),
    log: { info: quiet, warn: (text) => log.push(text), error: (text) => log.push(text) },
    intake: {
      async handle(request) {
        requests.push(request);
        return answer(request);
      },
    },
  });
  await chat.start();
  await slack.command({ user: alice, channel: ops, text: '' });
  await expect.poll(form).toContain('Cluster');
});
afterEach(async () => {
  expect(slack.problems()).toEqual([]);
  await chat.stop();
  await slack.stop();
});

const form = () => {
  const view = slack.viewsOf(alice).at(-1);
  return view === undefined ? 'closed' : slack.read(view);
};

test('from `/rollout` over the releases of the chosen cluster and the plan to the request in the channel', async () => {
  expect(form()).not.toContain('Recent releases');
  await slack.choose({ user: alice, menu: 'Cluster', option: 'api' });
  await expect.poll(form).toContain('Recent releases of api');
  await slack.choose({ user: alice, menu: 'Cluster', option: 'web' });
  await expect.poll(form).toContain('Recent releases of web');
  await slack.submit({ user: alice, values: { 'Recent releases of web': 'web-1', Canary: '1' } });
  await expect.poll(form).toContain('plan of: deploy web web-1 --canary 1 --plan');
  expect(form()).toContain('Ask for approval');
  await slack.submit({ user: alice });
  await expect.poll(() => requests.at(-1)?.text).toBe('deploy web web-1 --canary 1');
  expect(requests.at(-1)).toMatchObject({ person: 'alice', place: { chat: 'slack', channel: ops } });
  expect(form()).toBe('closed');
});

test('what is wrong stays in the form; what is refused ends it', async () => {
  await slack.choose({ user: alice, menu: 'Cluster', option: 'web' });
  await expect.poll(form).toContain('Recent releases of web');
  const acked = await slack.submit({ user: alice, values: { batch: 'many', release: '; rm -rf /' } });
  expect(acked.payload).toMatchObject({ response_action: 'errors', errors: { batch: expect.any(String) } });
  expect(requests).toEqual([]);
  answer = () => ({ code: 'refused', card: { title: 'Only bob may deploy to web.', tone: 'warning' } });
  await slack.submit({ user: alice, values: { batch: '25%' } });
  await expect.poll(form).toContain('Only bob may deploy to web.');
  expect(requests.map(({ text }) => text)).toEqual(['deploy web "; rm -rf /" --batch 25% --plan']);
});

const told = () =>
  slack
    .calls('chat.postMessage')
    .map(({ args }) => String(args.text))
    .join('\n');

test('a plan that Slack does not take to show is told of, so that nobody waits for it', async () => {
  await slack.choose({ user: alice, menu: 'Cluster', option: 'web' });
  await expect.poll(form).toContain('Recent releases of web');
  slack.trouble.fail('views.update', { times: 1, status: 500 });
  await slack.submit({ user: alice, values: { release: 'v2' } });
  await expect.poll(told).toContain('The plan could not be shown');
});

test('a form that was closed before the plan was there is no trouble', async () => {
  await slack.choose({ user: alice, menu: 'Cluster', option: 'web' });
  await expect.poll(form).toContain('Recent releases of web');
  answer = async () => {
    await slack.close(alice);
    return { code: 'ok', card: { title: 'the plan', tone: 'plain' } };
  };
  await slack.submit({ user: alice, values: { release: 'v2' } });
  await expect.poll(() => slack.calls('views.update').at(-1)?.error).toBe('not_found');
  await chat.stop();
  expect(told()).toBe('');
  expect(log).toEqual([]);
});
