import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSlackClient, type SlackClient } from '../../../../src/chat/slack/client/client.ts';
import { examineSlack } from '../../../../src/chat/slack/client/examine.ts';
import { neededScopes } from '../../../../src/chat/slack/client/methods.ts';
import { SlackFailure } from '../../../../src/chat/slack/client/trouble.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { type SlackDouble, type SlackOptions, startSlack } from '../../../doubles/slack/slack.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let slack: SlackDouble;
let client: SlackClient;
let ops: string;

async function begin(options: SlackOptions = {}): Promise<void> {
  slack = await startSlack(options);
  ops = slack.addChannel({ name: 'ops' });
  client = createSlackClient({ botToken: new Secret(slack.botToken), apiUrl: slack.apiUrl }, silent);
}
const failureOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SlackFailure)) throw new Error(`no SlackFailure: ${String(error)}`);
  return error;
};

describe('messages', () => {
  beforeEach(() => begin());
  afterEach(async () => {
    expect(slack.problems()).toEqual([]);
    await slack.stop();
  });

  it('are posted into channels and threads, edited, and found by their marks', async () => {
    const root = await client.postMessage({ channel: ops, text: 'root', mark: 'r1/root' });
    const reply = await client.postMessage({
      channel: ops,
      text: 'host',
      threadTs: root.ts,
      mark: 'r1/host',
    });
    await client.update({ ...root, text: 'root, edited' });
    expect(slack.transcript(ops)).toContain('root, edited');
    const marked = (mark: string) => (found: { mark?: string }) => found.mark === mark;
    expect(await client.find({ channel: ops }, marked('r1/root'))).toMatchObject({
      ts: root.ts,
      mark: 'r1/root',
    });
    expect(await client.find({ channel: ops }, marked('r1/host'))).toBeUndefined();
    const inThread = { channel: ops, threadTs: root.ts };
    expect(await client.find(inThread, marked('r1/host'))).toMatchObject({ ts: reply.ts });
  });

  it('are found page by page', async () => {
    const { ts: threadTs } = await client.postMessage({ channel: ops, text: 'root' });
    for (let n = 0; n < 201; n += 1) {
      slack.advance(1_500);
      await client.postMessage({ channel: ops, threadTs, text: `reply ${n}` });
    }
    const seen = new Set<string>();
    await client.find({ channel: ops, threadTs }, ({ text }) => {
      seen.add(text);
      return false;
    });
    expect(seen.size).toBe(202);
    expect(slack.calls('conversations.replies')).toHaveLength(2);
  });

  it('to a person go into the conversation with them', async () => {
    const alice = slack.addUser({ name: 'alice' });
    const { channel } = await client.postMessage({ channel: alice, text: 'hello' });
    expect(channel).toMatch(/^D/);
  });

  it('that nothing may be read into are given as they are', async () => {
    await client.postMessage({ channel: ops, text: 'see http://example.com' });
    expect(slack.calls('chat.postMessage')[0]?.args).toMatchObject({ parse: 'none' });
  });

  it('have files, in a thread, found by their names', async () => {
    const { ts: threadTs } = await client.postMessage({ channel: ops, text: 'root' });
    const id = await client.upload({ name: 'web-03.log', text: 'Grüße\n' }, { channel: ops, threadTs });
    expect(slack.fileContent(id)).toBe('Grüße\n');
    const found = await client.find({ channel: ops, threadTs }, ({ files }) => files.includes('web-03.log'));
    expect(found).toBeDefined();
  });
});

describe('trouble', () => {
  beforeEach(() => begin());
  afterEach(() => slack.stop());
  const post = () => client.postMessage({ channel: ops, text: 'x' });

  it('is a rate limit with its wait, once, without asking again', async () => {
    slack.trouble.rateLimit('chat.postMessage', { times: 1, retryAfterS: 7 });
    const { trouble, retryable } = await failureOf(post());
    expect(trouble).toEqual({ kind: 'ratelimited', retryAfterMs: 7_000, code: 'ratelimited' });
    expect(retryable).toBe(true);
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
    await post();
  });

  it.each(['rate_limited', 'message_limit_exceeded'])(
    'is a rate limit where Slack calls it %s, as nothing is lost by waiting',
    async (error) => {
      slack.trouble.refuse('chat.postMessage', { times: 1, error });
      const { trouble } = await failureOf(post());
      expect(trouble).toEqual({ kind: 'ratelimited', retryAfterMs: 30_000, code: 'ratelimited' });
    },
  );

  it('is Slack being away, where nobody knows what came of it', async () => {
    slack.trouble.fail('chat.postMessage', { times: 1, status: 502 });
    expect((await failureOf(post())).trouble).toEqual({ kind: 'away', done: 'unknown', code: 'HTTP 502' });
    slack.trouble.loseAnswer('chat.postMessage', 1);
    expect((await failureOf(post())).trouble).toMatchObject({ kind: 'away', done: 'unknown' });
    expect(slack.messages(ops)).toHaveLength(1);
  });

  it('is known to have had no effect where there was no connection, or nothing that is seen', async () => {
    slack.trouble.loseAnswer('files.getUploadURLExternal', 1);
    const upload = client.upload({ name: 'a', text: 'b' }, { channel: ops });
    expect((await failureOf(upload)).trouble).toMatchObject({ kind: 'away', done: 'no' });
    await slack.stop();
    const failure = await failureOf(post());
    expect(failure.trouble).toEqual({ kind: 'away', done: 'no', code: 'ECONNREFUSED' });
    expect(failure.message).toBe('Slack did not answer chat.postMessage (ECONNREFUSED)');
  });

  it('is a refusal with Slack’s code, which is not worth another try', async () => {
    const failure = await failureOf(client.postMessage({ channel: 'C0NOTHING', text: 'x' }));
    expect(failure).toMatchObject({
      kind: 'missing',
      retryable: false,
      trouble: { kind: 'refused', code: 'channel_not_found' },
    });
  });

  it('is Slack’s own trouble where it says so, and no answer where it is a proxy’s page', async () => {
    slack.trouble.refuse('chat.postMessage', { times: 1, error: 'internal_error' });
    expect((await failureOf(post())).trouble).toMatchObject({ kind: 'away', code: 'internal_error' });
    slack.trouble.refuse('chat.postMessage', { times: 1, error: '<html>Bad gateway</html>' });
    expect((await failureOf(post())).trouble).toMatchObject({ kind: 'away', code: 'no answer of Slack' });
  });

  it('never holds a token', async () => {
    const wrong = createSlackClient({ botToken: new Secret('xoxb-secret'), apiUrl: slack.apiUrl }, silent);
    const failure = await failureOf(wrong.authTest());
    expect(failure.message).toContain('does not accept the bot token');
    expect(JSON.stringify([failure.message, failure.trouble])).not.toContain('xoxb-secret');
  });
});

const socket = (token?: string) => ({
  mode: 'socket' as const,
  appToken: new Secret(token ?? slack.appToken),
});

/** Slack's answer to `auth.test` with these headers. */
async function answering(headers: Readonly<Record<string, string>>) {
  const identity = { ok: true, team_id: 'T1', team: 'ours', user_id: 'U1', bot_id: 'B1' };
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(identity));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${port}/api/`, stop };
}

describe('the doctor’s look at Slack', () => {
  afterEach(() => slack.stop());
  const look = (tokens: { bot?: string; app?: string } = {}) =>
    examineSlack({
      botToken: new Secret(tokens.bot ?? slack.botToken),
      by: socket(tokens.app),
      apiUrl: slack.apiUrl,
    });

  it('says the workspace where all is well, with exactly the scopes of the manifest', async () => {
    await begin({ scopes: neededScopes });
    expect(await look()).toEqual({ well: true, line: expect.stringContaining('Socket Mode') });
    expect(slack.sockets()).toBe(0);
  });

  it('names the scopes that are missing, as the head of every answer of Slack lists those that are there', async () => {
    await begin();
    const some = await answering({
      'x-oauth-scopes': neededScopes.filter((scope) => scope !== 'files:write').join(','),
    });
    const config = { botToken: new Secret('xoxb-1'), by: socket(), apiUrl: some.url };
    expect(await examineSlack(config)).toEqual({
      well: false,
      line: expect.stringContaining('lacks files:write:'),
    });
    await some.stop();
  });

  it('names the token that is wrong, and says where Slack is not to be reached', async () => {
    await begin();
    expect((await look({ bot: 'xoxb-no' })).line).toContain('does not accept the bot token');
    expect((await look({ app: 'xapp-no' })).line).toContain('does not accept the app-level token');
    await slack.stop();
    expect(await look()).toEqual({ well: false, line: expect.stringContaining('did not answer') });
  });
});
