import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { silent } from './slack/silent.ts';
import { type SlackDouble, startSlack } from './slack/slack.ts';

let slack: SlackDouble;
let client: webApi.WebClient;
let channel: string;
beforeEach(async () => {
  slack = await startSlack();
  client = clientWith(slack.botToken);
  channel = slack.addChannel({ name: 'deploys' });
});
afterEach(() => slack.stop());

const clientWith = (token: string) =>
  new webApi.WebClient(token, {
    logger: silent,
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });

const pageSchema = z.object({ messages: z.array(z.object({ text: z.string() })) });

const failsWith = (call: Promise<unknown>, error: string) =>
  expect(call).rejects.toMatchObject({ data: { error } });

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const section = (words: string) => ({
  type: 'section' as const,
  text: { type: 'mrkdwn' as const, text: words },
});
const post = async (words: string, more: object = {}) =>
  (await client.chat.postMessage({ channel, text: words, ...more })).ts ?? '';

describe('who calls', () => {
  it('refuses a missing, a wrong and an unfit token, and a method that it does not know', async () => {
    const bare = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' });
    expect(await bare.json()).toMatchObject({ ok: false, error: 'not_authed' });
    await failsWith(clientWith('xoxb-other').auth.test(), 'invalid_auth');
    await failsWith(clientWith(slack.appToken).auth.test(), 'not_allowed_token_type');
    await failsWith(client.apps.connections.open({}), 'not_allowed_token_type');
    await failsWith(client.reactions.add({ channel, timestamp: '1.000000', name: 'x' }), 'unknown_method');
    expect(slack.problems()).toHaveLength(5);
  });

  it('takes JSON bodies as well as forms, and records who asked for what', async () => {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${slack.botToken}`,
    };
    const body = JSON.stringify({ channel, text: 'hello', blocks: [section('*hello*')] });
    const answer = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ ok: true, channel });
    expect(slack.calls('chat.postMessage')).toMatchObject([
      { channel, status: 200, ok: true, args: { text: 'hello' } },
    ]);
    expect(JSON.stringify(slack.calls())).not.toContain(slack.botToken);
  });

  it('refuses a call whose scope is not granted', async () => {
    const poor = await startSlack({ scopes: ['chat:write'] });
    const one = new webApi.WebClient(poor.botToken, { slackApiUrl: poor.apiUrl });
    await failsWith(one.users.info({ user: 'U1' }), 'missing_scope');
    await poor.stop();
  });
});

describe('messages', () => {
  it.each([
    ['channel_not_found', () => client.chat.postMessage({ channel: 'C404', text: 'x' })],
    [
      'not_in_channel',
      () => client.chat.postMessage({ channel: slack.addChannel({ name: 'b', botIn: false }), text: 'x' }),
    ],
    ['no_text', () => client.chat.postMessage({ channel, text: '' })],
    ['invalid_blocks', () => client.chat.postMessage({ channel, text: 'x', blocks: [section('')] })],
    [
      'msg_blocks_too_long',
      () =>
        client.chat.postMessage({
          channel,
          text: 'x',
          blocks: Array.from({ length: 5 }, () => section('x'.repeat(2900))),
        }),
    ],
    ['thread_not_found', () => client.chat.postMessage({ channel, text: 'x', thread_ts: '1.000000' })],
    ['message_not_found', () => client.chat.update({ channel, ts: '1.000000', text: 'x' })],
    ['message_not_found', () => client.chat.delete({ channel, ts: '1.000000' })],
    ['user_not_in_channel', () => client.chat.postEphemeral({ channel, user: 'U404', text: 'x' })],
    ['thread_not_found', () => client.conversations.replies({ channel, ts: '1.000000' })],
    ['user_not_found', () => client.users.info({ user: 'U404' })],
    ['no_such_subteam', () => client.usergroups.users.list({ usergroup: 'S404' })],
    [
      'invalid_metadata_format',
      () => client.apiCall('chat.postMessage', { channel, text: 'x', metadata: { event: 1 } }),
    ],
    ['invalid_arguments', () => client.apiCall('chat.postMessage', { channel, text: 'x', colour: 'red' })],
  ])('answers %s', async (error, call) => {
    await failsWith(call(), error);
  });

  it('says where the blocks are wrong, as Slack does', async () => {
    const call = client.chat.postMessage({ channel, text: 'x', blocks: [section('x'.repeat(3001))] });
    const errors = ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'];
    await expect(call).rejects.toMatchObject({ data: { errors } });
    expect(slack.problems().join()).toContain(errors[0]);
  });

  it("edits its own messages only, refuses what is too long, and keeps what isn't given", async () => {
    const metadata = { event_type: 'card', event_payload: { id: 'r1' } };
    const ts = await post('one', { blocks: [section('*one*')], metadata });
    await failsWith(client.chat.update({ channel, ts, text: 'x'.repeat(4001) }), 'msg_too_long');
    await client.chat.update({ channel, ts, text: 'two' });
    expect(slack.messages(channel)).toMatchObject([{ text: 'two', blocks: [], metadata, edits: 1 }]);
    const user = slack.addUser({ name: 'alice' });
    await slack.mention({ user, channel, text: 'hi' });
    const theirs = slack.messages(channel)[1]?.ts ?? '';
    await failsWith(client.chat.update({ channel, ts: theirs, text: 'x' }), 'cant_update_message');
    await failsWith(client.chat.delete({ channel, ts: theirs }), 'cant_delete_message');
  });

  it('gives history and threads page by page, with metadata only when asked', async () => {
    const metadata = { event_type: 'card', event_payload: { id: 'r1' } };
    const root = await post('root', { metadata });
    for (const word of ['a', 'b', 'c']) await post(word, { thread_ts: root });
    const seen = await client.conversations.history({ channel });
    expect(seen.messages).toMatchObject([{ text: 'root', reply_count: 3 }]);
    expect(seen.messages?.[0]?.metadata).toBeUndefined();
    expect(
      (await client.conversations.history({ channel, include_all_metadata: true })).messages,
    ).toMatchObject([{ metadata }]);
    const texts: string[] = [];
    for await (const page of client.paginate('conversations.replies', { channel, ts: root, limit: 2 })) {
      const { messages } = pageSchema.parse(page);
      texts.push(...messages.map((one) => one.text));
    }
    expect(texts).toEqual(['root', 'a', 'b', 'c']);
    expect(slack.problems()).toEqual([]);
  });

  it('notes what Slack advises against: no fallback text, replies to replies, text that is cut off', async () => {
    await client.apiCall('chat.postMessage', { channel, blocks: [section('x')] });
    const reply = await post('reply', { thread_ts: await post('root') });
    const deeper = await post('x'.repeat(40_001), { thread_ts: reply });
    expect(slack.problems()).toHaveLength(3);
    expect(slack.thread(channel, slack.messages(channel)[1]?.ts ?? '').map((one) => one.ts)).toEqual([
      reply,
      deeper,
    ]);
  });

  it('posts to a person by the direct conversation', async () => {
    const user = slack.addUser({ name: 'alice' });
    const opened = await client.conversations.open({ users: user });
    await client.chat.postMessage({ channel: opened.channel?.id ?? '', text: 'psst' });
    expect(slack.messages(opened.channel?.id ?? '')).toMatchObject([{ text: 'psst' }]);
  });
});

describe('rates', () => {
  /** A clock that hardly moves by itself: what is refilled is what the test lets pass. */
  const still = 0.001;
  const waits = (slackSeconds: number) => ({
    code: 'slack_webapi_rate_limited_error',
    retryAfter: slackSeconds / still,
  });
  beforeEach(async () => {
    await slack.stop();
    slack = await startSlack({ speed: still });
    client = clientWith(slack.botToken);
    channel = slack.addChannel({ name: 'deploys' });
  });

  it('takes a small burst into a channel, then one message a second', async () => {
    const posts = Array.from({ length: 6 }, (_, i) => client.chat.postMessage({ channel, text: `${i}` }));
    const results = await Promise.allSettled(posts);
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(4);
    expect(slack.calls().filter((call) => call.status === 429)).toHaveLength(2);
    await post('elsewhere', { channel: slack.addChannel({ name: 'other' }) });
    slack.advance(1000);
    await post('later');
    await expect(post('too soon')).rejects.toMatchObject(waits(1));
    expect(slack.problems()).toEqual([]);
  });

  it.each([
    ['chat.update', 50, 2, (ts: string) => client.chat.update({ channel, ts, text: 'x' })],
    ['conversations.history', 50, 2, () => client.conversations.history({ channel })],
    ['users.info', 100, 1, () => client.users.info({ user: slack.botUserId })],
    ['usergroups.users.list', 20, 3, () => client.usergroups.users.list({ usergroup: 'S1' })],
  ])('lets %s through %i times at once, and as often a minute', async (_, often, waitS, call) => {
    slack.addUserGroup({ id: 'S1', handle: 'oncall', users: [] });
    const ts = await post('x');
    for (let i = 0; i < often; i += 1) await call(ts);
    await expect(call(ts)).rejects.toMatchObject(waits(waitS));
    slack.advance(60_000);
    for (let i = 0; i < often; i += 1) await call(ts);
    await expect(call(ts)).rejects.toMatchObject(waits(waitS));
  });

  it('shortens its seconds by the factor asked for', async () => {
    await slack.stop();
    slack = await startSlack({ speed: 100_000 });
    client = clientWith(slack.botToken);
    channel = slack.addChannel({ name: 'deploys' });
    for (let i = 0; i < 20; i += 1) await post(`${i}`);
    expect(slack.messages(channel)).toHaveLength(20);
  });
});

describe('trouble on order', () => {
  it('limits, fails and refuses as often as told, and without any effect', async () => {
    slack.trouble.rateLimit('chat.postMessage', { times: 1, retryAfterS: 7 });
    await expect(post('x')).rejects.toMatchObject({ retryAfter: 7 });
    slack.trouble.fail('*', { times: 1, status: 503 });
    await expect(post('x')).rejects.toThrow('503');
    slack.trouble.refuse('chat.postMessage', { times: 1, error: 'internal_error' });
    await failsWith(client.chat.postMessage({ channel, text: 'x' }), 'internal_error');
    expect(slack.messages(channel)).toEqual([]);
    await post('x');
    expect(slack.messages(channel)).toHaveLength(1);
  });

  it('does what was asked, and cuts the line before the answer', async () => {
    slack.trouble.loseAnswer('chat.postMessage', 1);
    await expect(post('x')).rejects.toThrow();
    expect(slack.messages(channel)).toHaveLength(1);
  });
});

describe('modals', () => {
  const view = { type: 'modal' as const, title: text('Deploy'), blocks: [section('x')] };
  const trigger = async () => {
    const user = slack.addUser({ name: 'alice' });
    return { user, id: (await slack.command({ user, channel, text: '' })).triggerId ?? '' };
  };

  it('takes a trigger once, and not after its time', async () => {
    await slack.stop();
    slack = await startSlack({ ackTimeoutMs: 60_000 });
    client = clientWith(slack.botToken);
    channel = slack.addChannel({ name: 'deploys' });
    const { user, id } = await trigger();
    await client.views.open({ trigger_id: id, view });
    expect(slack.viewsOf(user)).toMatchObject([{ title: 'Deploy' }]);
    await failsWith(client.views.open({ trigger_id: id, view }), 'exchanged_trigger_id');
    await failsWith(client.views.open({ trigger_id: '1.2.3', view }), 'invalid_trigger_id');
    const late = await trigger();
    slack.advance(60_000);
    await failsWith(client.views.open({ trigger_id: late.id, view }), 'expired_trigger_id');
  });

  it('refuses a view that is not right, an unknown one, and a hash that is behind', async () => {
    const { id } = await trigger();
    await failsWith(
      client.views.open({ trigger_id: id, view: { ...view, title: text('x'.repeat(25)) } }),
      'invalid_arguments',
    );
    const opened = (await client.views.open({ trigger_id: id, view })).view;
    const view_id = opened?.id ?? '';
    await failsWith(client.views.update({ view_id: 'V404', view }), 'not_found');
    await client.views.update({ view_id, view, hash: opened?.hash ?? '' });
    await failsWith(client.views.update({ view_id, view, hash: opened?.hash ?? '' }), 'hash_conflict');
  });

  it("publishes a person's home", async () => {
    const user = slack.addUser({ name: 'alice' });
    await client.views.publish({ user_id: user, view: { type: 'home', blocks: [section('Hello <@U404>')] } });
    const home = slack.homeOf(user);
    expect(home && slack.read(home)).toBe('Hello @U404');
    await failsWith(client.views.publish({ user_id: user, view }), 'invalid_arguments');
  });
});

describe('response_urls', () => {
  const respond = (url: string, body: object) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('take five responses within half an hour', async () => {
    const user = slack.addUser({ name: 'alice' });
    const { responseUrl = '' } = await slack.command({ user, channel, text: '' });
    for (let i = 0; i < 5; i += 1) expect((await respond(responseUrl, { text: `${i}` })).status).toBe(200);
    expect((await respond(responseUrl, { text: 'x' })).status).toBe(404);
    const { responseUrl: late = '' } = await slack.command({ user, channel, text: '' });
    slack.advance(30 * 60_000 + 1);
    expect((await respond(late, { text: 'x' })).status).toBe(404);
    expect(slack.ephemerals(user)).toHaveLength(5);
    expect(slack.calls('response_url').map((call) => call.error)).toEqual([
      ...Array(5).fill(undefined),
      'used_url',
      'expired_url',
    ]);
  });

  it('show to everybody what is meant for everybody', async () => {
    const user = slack.addUser({ name: 'alice' });
    const { responseUrl = '' } = await slack.command({ user, channel, text: '' });
    await respond(responseUrl, { text: 'locked', response_type: 'in_channel' });
    expect(slack.messages(channel)).toMatchObject([{ text: 'locked' }]);
  });
});
