import { App, HTTPReceiver, SocketModeReceiver, webApi } from '@slack/bolt';
import { afterEach, expect, it } from 'vitest';
import { silent } from './slack/silent.ts';
import { type SlackDouble, startSlack } from './slack/slack.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options?: Parameters<typeof startSlack>[0]): Promise<SlackDouble> {
  const slack = await startSlack(options);
  ends.push(() => slack.stop());
  return slack;
}

/** The official app over Socket Mode, connected. */
async function startApp(slack: SlackDouble): Promise<App> {
  const clientOptions = () => ({ slackApiUrl: slack.apiUrl, logger: silent });
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: silent,
    clientPingTimeout: 500,
    installerOptions: { clientOptions: clientOptions() },
  });
  const app = new App({ token: slack.botToken, receiver, logger: silent, clientOptions: clientOptions() });
  ends.push(() => app.stop());
  await app.start();
  await expect.poll(() => slack.sockets()).toBe(1);
  return app;
}

/** The official app behind a request URL. */
async function startHttpApp(slack: SlackDouble): Promise<App> {
  const receiver = new HTTPReceiver({
    logger: silent,
    signingSecret: slack.signingSecret,
    endpoints: '/slack/events',
  });
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const app = new App({ token: slack.botToken, receiver, logger: silent, clientOptions });
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  ends.push(() => app.stop());
  const address = 'address' in server ? server.address() : null;
  if (address === null || typeof address === 'string') throw new Error('no port');
  slack.httpTarget = `http://127.0.0.1:${address.port}/slack/events`;
  return app;
}

const people = (slack: SlackDouble) => ({
  user: slack.addUser({ name: 'alice' }),
  channel: slack.addChannel({ name: 'deploys' }),
});

it('takes a command over Socket Mode and shows what it is answered with', async () => {
  const slack = await start();
  const { user, channel } = people(slack);
  const app = await startApp(slack);
  app.command('/rollout', async ({ ack, command, respond }) => {
    await ack();
    await respond({ text: `you said ${command.text}` });
  });
  const acked = await slack.command({ user, channel, text: 'help' });
  expect(acked).toMatchObject({ acked: true, delivered: true, payload: {} });
  await expect.poll(() => slack.ephemerals(user).map((one) => one.text)).toEqual(['you said help']);
  expect(slack.problems()).toEqual([]);
});

it('takes a command by a signed request', async () => {
  const slack = await start();
  const { user, channel } = people(slack);
  const app = await startHttpApp(slack);
  app.command('/rollout', ({ ack }) => ack({ text: 'here you are' }));
  const acked = await slack.command({ user, channel, text: 'help' });
  expect(acked).toMatchObject({ acked: true, status: 200, payload: { text: 'here you are' } });
  expect(slack.ephemerals(user).map((one) => one.text)).toEqual(['here you are']);
});

it.each([
  ['another secret', { secret: 'wrong' }],
  ['a stale timestamp', { ageS: 301 }],
  ['a changed body', { tamper: (body: string) => body.replace('help', 'halp') }],
  ['no signature', { without: ['X-Slack-Signature' as const] }],
])('can sign with %s, which the official app refuses', async (_, forgery) => {
  const slack = await start();
  const { user, channel } = people(slack);
  const app = await startHttpApp(slack);
  app.command('/rollout', ({ ack }) => ack());
  expect((await slack.forged.command({ user, channel, text: 'help' }, {})).status).toBe(200);
  expect((await slack.forged.replay()).status).toBe(200);
  expect((await slack.forged.command({ user, channel, text: 'help' }, forgery)).status).toBe(401);
});

it('delivers clicks, mentions and the App Home by HTTP as well', async () => {
  const slack = await start();
  const { user, channel } = people(slack);
  const app = await startHttpApp(slack);
  const heard: string[] = [];
  app.action('go', async ({ ack }) => {
    await ack();
    heard.push('click');
  });
  app.event('app_mention', async ({ event }) => void heard.push(event.text));
  app.event('app_home_opened', async ({ event }) => void heard.push(`home of ${event.user}`));
  await app.client.chat.postMessage({ channel, text: 'a card', blocks: [card('Go', 'go')] });
  await slack.click({ user, channel, label: 'Go' });
  await slack.mention({ user, channel, text: 'status <!channel>' });
  await slack.home(user);
  await expect
    .poll(() => heard)
    .toEqual(['click', `<@${slack.botUserId}> status &lt;!channel&gt;`, `home of ${user}`]);
  expect(slack.problems()).toEqual([]);
});

const card = (label: string, action: string) => ({
  type: 'actions' as const,
  elements: [
    {
      type: 'button' as const,
      text: { type: 'plain_text' as const, text: label },
      action_id: action,
      value: label,
    },
  ],
});

it('gives a click what the official app needs to edit the message in place', async () => {
  const slack = await start();
  const { user, channel } = people(slack);
  const app = await startApp(slack);
  app.action('approve', async ({ ack, respond, body }) => {
    await ack();
    await respond({ replace_original: true, text: `approved by <@${body.user.id}>` });
  });
  await app.client.chat.postMessage({ channel, text: 'a plan', blocks: [card('Approve', 'approve')] });
  expect(await slack.click({ user, channel, label: 'Approve' })).toMatchObject({ acked: true });
  await expect
    .poll(() => slack.messages(channel).map((one) => slack.read(one)))
    .toEqual(['approved by @alice']);
  await expect(slack.click({ user, channel, label: 'Approve' })).rejects.toThrow('no button "Approve"');
  await slack.click({ user, channel, label: 'Approve', stale: true });
  const { ts = '' } = slack.messages(channel)[0] ?? {};
  await expect.poll(() => slack.states(channel, ts).length).toBe(3);
  expect(slack.problems()).toEqual([]);
});

it('shows a modal, keeps what is typed into it, and submits it', async () => {
  const slack = await start();
  const { user, channel } = people(slack);
  const app = await startApp(slack);
  const text = (words: string) => ({ type: 'plain_text' as const, text: words });
  app.command('/rollout', async ({ ack, command, client }) => {
    await ack();
    const release = { type: 'plain_text_input' as const, action_id: 'release' };
    await client.views.open({
      trigger_id: command.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'deploy',
        title: text('Deploy'),
        submit: text('Plan'),
        blocks: [{ type: 'input', block_id: 'release', label: text('Release'), element: release }],
      },
    });
  });
  const values: unknown[] = [];
  app.view('deploy', async ({ ack, view }) => {
    values.push(view.state.values.release?.release?.value);
    if (values.length === 1)
      await ack({ response_action: 'errors', errors: { release: 'there is no such release' } });
    else await ack();
  });
  await slack.command({ user, channel, text: '' });
  await expect.poll(() => slack.viewsOf(user).length).toBe(1);
  await expect(slack.submit({ user })).rejects.toThrow('Slack asks for "Release" first');
  expect((await slack.submit({ user, values: { Release: 'v9' } })).payload).toMatchObject({
    response_action: 'errors',
  });
  expect(slack.viewsOf(user)).toHaveLength(1);
  await slack.submit({ user, values: { Release: 'v2' } });
  expect(slack.viewsOf(user)).toEqual([]);
  expect(values).toEqual(['v9', 'v2']);
  expect(slack.problems()).toEqual([]);
});

it('takes uploads of the official client into a thread', async () => {
  const slack = await start();
  const { channel } = people(slack);
  const client = new webApi.WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, logger: silent });
  const root = await client.chat.postMessage({ channel, text: 'a rollout' });
  const thread_ts = root.ts ?? '';
  await client.files.uploadV2({
    channel_id: channel,
    thread_ts,
    filename: 'web-03.log',
    content: 'it broke\n',
  });
  const [reply] = slack.thread(channel, thread_ts);
  expect(reply?.files).toMatchObject([{ name: 'web-03.log', size: 9 }]);
  expect(slack.fileContent(reply?.files[0]?.id ?? '')).toBe('it broke\n');
  expect(slack.problems()).toEqual([]);
});

it('has the official app come back after its socket dropped, and delivers what it missed', async () => {
  const slack = await start();
  const { user, channel } = people(slack);
  const app = await startApp(slack);
  const heard: string[] = [];
  app.event('app_mention', async ({ event }) => void heard.push(event.text));
  slack.trouble.dropSockets();
  await expect.poll(() => slack.sockets()).toBe(0);
  expect(await slack.mention({ user, channel, text: 'status' })).toMatchObject({ delivered: false });
  await expect.poll(() => heard).toEqual([`<@${slack.botUserId}> status`]);
  expect(slack.problems()).toEqual([]);
});
