import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SlackDouble, startSlack } from './slack/slack.ts';

let slack: SlackDouble;
let client: webApi.WebClient;
let channel: string;
let alice: string;
beforeEach(async () => {
  slack = await startSlack({ speed: 1000 });
  client = new webApi.WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  channel = slack.addChannel({ name: 'deploys' });
  alice = slack.addUser({ name: 'alice' });
});
afterEach(() => slack.stop());

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const button = (label: string, more: object = {}) => ({
  type: 'button' as const,
  text: plain(label),
  action_id: label,
  ...more,
});
const cell = (text: string) => ({ type: 'raw_text' as const, text });

it('reads like the channel does', async () => {
  const confirm = {
    title: plain('Abort?'),
    text: plain('Sure?'),
    confirm: plain('Abort'),
    deny: plain('No'),
  };
  const root = await client.chat.postMessage({
    channel,
    text: 'deploy web v2',
    blocks: [
      { type: 'header', text: plain('deploy web v2') },
      { type: 'section', text: mrkdwn(`asked for by <@${alice}> &amp; co`), accessory: button('Details') },
      {
        type: 'section',
        fields: [mrkdwn('*Release*\nv1 → v2'), mrkdwn('*Batches*\n1 + 3'), mrkdwn('*Capacity*\n75 %')],
      },
      { type: 'divider' },
      { type: 'context', elements: [mrkdwn(':warning: 1 override'), plain('12 min')] },
      {
        type: 'actions',
        elements: [button('Approve', { style: 'primary' }), button('Abort', { style: 'danger', confirm })],
      },
    ],
  });
  const thread_ts = root.ts ?? '';
  const { ts: host = '' } = await client.chat.postMessage({ channel, thread_ts, text: 'web-01: draining' });
  await client.chat.update({ channel, ts: host, text: 'web-01: *done*' });
  await client.files.uploadV2({
    channel_id: channel,
    thread_ts,
    filename: 'web-03.log',
    content: 'x'.repeat(12_345),
  });
  await client.apiCall('chat.postMessage', {
    channel,
    text: 'members',
    blocks: [
      {
        type: 'table',
        column_settings: [null, { align: 'right' }].map((one) => one ?? {}),
        rows: [
          [cell('member'), cell('weight')],
          [cell('web-01'), cell('100')],
          [cell('web-02'), cell('5')],
        ],
      },
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'one\ntwo' }] },
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'a ' },
                  { type: 'user', user_id: alice },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
  await client.chat.postEphemeral({ channel, user: alice, text: 'only for you' });
  await slack.mention({ user: alice, channel, text: 'status <web>' });
  expect(slack.transcript(channel)).toBe(`#deploys

rollout
  # deploy web v2
  asked for by @alice & co   [Details]
  *Release*    *Batches*
  v1 → v2      1 + 3
  *Capacity*
  75 %
  ────────────────────
  ‹ ⚠️ 1 override   12 min
  [Approve] (primary)   [Abort] (danger, asks first)

    rollout (edited)
      web-01: *done*

    rollout
      📎 web-03.log (12.3 kB)

rollout
  member  weight
  ──────────────
  web-01     100
  web-02       5
  \`\`\`
  one
  two
  \`\`\`
  • a @alice

alice
  @rollout status <web>
`);
  expect(slack.problems()).toEqual([]);
});

it('tells a forged mention from a real one', async () => {
  slack.addUserGroup({ id: 'S1', handle: 'oncall', users: [alice] });
  const { ts = '' } = await client.chat.postMessage({
    channel,
    text: '&lt;!channel&gt; @channel <!subteam^S1>',
  });
  const read = () =>
    slack
      .messages(channel)
      .map((one) => slack.read(one))
      .join();
  expect(read()).toBe('<!channel> @channel @oncall');
  await client.chat.update({
    channel,
    ts,
    text: '<!channel> <!here|here> <https://a.b/?x=1&amp;y=2|see> <#C404>',
  });
  expect(read()).toBe('@channel!! @here!! see (https://a.b/?x=1&y=2) #C404');
  await client.chat.update({
    channel,
    ts,
    text: '<!everyone> hidden',
    blocks: [{ type: 'section', text: plain('<!channel> shown') }],
  });
  expect(read()).toBe('<!channel> shown\n(notification: @everyone!! hidden)');
});

it('leaves out what was deleted, unless there are replies to it', async () => {
  const gone = await client.chat.postMessage({ channel, text: 'gone' });
  const kept = await client.chat.postMessage({ channel, text: 'kept' });
  await client.chat.postMessage({ channel, text: 'a reply', thread_ts: kept.ts ?? '' });
  for (const { ts = '' } of [gone, kept]) await client.chat.delete({ channel, ts });
  expect(slack.transcript(channel)).toBe(
    '#deploys\n\nrollout\n  This message was deleted.\n\n    rollout\n      a reply\n',
  );
});
