import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { type SlackDouble, type SlackOptions, startSlack } from './slack/slack.ts';

const frameSchema = z.looseObject({
  type: z.string(),
  envelope_id: z.string().optional(),
  retry_attempt: z.number().optional(),
  reason: z.string().optional(),
});
type Frame = z.infer<typeof frameSchema>;

/** An app that does only what a test tells it. */
interface Line {
  readonly frames: Frame[];
  /** The frames that want an acknowledgement. */
  envelopes(): Frame[];
  ack(frame: Frame | undefined, payload?: object): void;
  say(text: string): void;
  close(): void;
  readonly closed: () => boolean;
}

let slack: SlackDouble;
let who: { user: string; channel: string };
const lines: Line[] = [];
beforeEach(() => open({ ackTimeoutMs: 60_000 }));

async function open(options: SlackOptions): Promise<void> {
  slack = await startSlack({ speed: 1000, ...options });
  who = { user: slack.addUser({ name: 'alice' }), channel: slack.addChannel({ name: 'deploys' }) };
}

/** Slack that gives up waiting almost at once. */
async function reopenImpatient(): Promise<void> {
  await slack.stop();
  await open({ ackTimeoutMs: 50 });
}

afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  await slack.stop();
});

async function connect(): Promise<Line> {
  const url = await ticket();
  const socket = new WebSocket(url);
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(frameSchema.parse(JSON.parse(data.toString()))));
  socket.on('error', () => {});
  const line: Line = {
    frames,
    envelopes: () => frames.filter((frame) => frame.envelope_id !== undefined),
    ack: (frame, payload) =>
      socket.send(JSON.stringify({ envelope_id: frame?.envelope_id, ...(payload && { payload }) })),
    say: (text) => socket.send(text),
    close: () => socket.terminate(),
    closed: () => socket.readyState === WebSocket.CLOSED,
  };
  lines.push(line);
  await expect.poll(() => frames.length > 0 || line.closed()).toBe(true);
  return line;
}

async function ticket(): Promise<string> {
  const headers = { authorization: `Bearer ${slack.appToken}` };
  const answer = await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers });
  return z.object({ ok: z.literal(true), url: z.string() }).parse(await answer.json()).url;
}

const command = (text = 'help') => slack.command({ ...who, text });

it('greets a socket, and takes each ticket once', async () => {
  const line = await connect();
  expect(line.frames).toMatchObject([{ type: 'hello', num_connections: 1 }]);
  const url = await ticket();
  new WebSocket(url).on('error', () => {});
  await expect.poll(() => slack.sockets()).toBe(2);
  const again = new WebSocket(url);
  const refused = new Promise((resolve) => again.on('error', resolve));
  expect(String(await refused)).toContain('503');
  expect(slack.problems().join()).toContain('ticket');
});

it('sends over those sockets alone that it is told to', async () => {
  const lines = [await connect(), await connect()];
  await expect.poll(() => slack.openSockets()).toHaveLength(2);
  const [first = -1, second = -1] = slack.openSockets();
  slack.trouble.sendOver([second]);
  const acked = [command(), command()];
  await expect.poll(() => lines.map((line) => line.envelopes().length)).toEqual([0, 2]);
  slack.trouble.sendOver([first]);
  acked.push(command());
  await expect.poll(() => lines.map((line) => line.envelopes().length)).toEqual([1, 2]);
  for (const line of lines) for (const frame of line.envelopes()) line.ack(frame);
  await Promise.all(acked);
});

it('tells how long the acknowledgement took, and what came with it', async () => {
  const line = await connect();
  const acked = command();
  await expect
    .poll(() => line.envelopes())
    .toMatchObject([{ type: 'slash_commands', accepts_response_payload: true }]);
  line.ack(line.envelopes()[0], { text: 'at once' });
  expect(await acked).toMatchObject({ acked: true, delivered: true, payload: { text: 'at once' } });
  expect((await acked).ms).toBeGreaterThan(0);
  expect(slack.ephemerals(who.user)).toMatchObject([{ text: 'at once' }]);
});

it('notes a command that is not acknowledged, and does not send it again', async () => {
  await reopenImpatient();
  const line = await connect();
  expect(await command()).toMatchObject({ acked: false, delivered: true });
  expect(slack.problems().join()).toContain('/rollout help was not acknowledged');
  line.ack(line.envelopes()[0]);
  await expect.poll(() => slack.problems().join()).toContain('a second time, or too late');
  expect(line.envelopes()).toHaveLength(1);
});

it('notes a second acknowledgement, an unknown one, and what is none', async () => {
  const line = await connect();
  const acked = command();
  await expect.poll(() => line.envelopes()).toHaveLength(1);
  line.ack(line.envelopes()[0]);
  line.ack(line.envelopes()[0]);
  line.say(JSON.stringify({ envelope_id: 'other' }));
  line.say('hello');
  await acked;
  await expect.poll(() => slack.problems()).toHaveLength(3);
});

it('does not blame the app for a command that found no socket, or whose socket dropped', async () => {
  expect(await command()).toMatchObject({ acked: false, delivered: false });
  const line = await connect();
  const acked = command();
  await expect.poll(() => line.envelopes()).toHaveLength(1);
  slack.trouble.dropSockets();
  expect(await acked).toMatchObject({ acked: false, delivered: true });
  expect(slack.problems()).toEqual([]);
});

it('delivers an event again until it is acknowledged, three times at the most', async () => {
  await reopenImpatient();
  const line = await connect();
  expect(await slack.mention({ ...who, text: 'status' })).toMatchObject({ acked: false });
  await expect.poll(() => line.envelopes().length).toBe(4);
  expect(line.envelopes().map((frame) => frame.retry_attempt)).toEqual([0, 1, 2, 3]);
  expect(slack.messages(who.channel)).toHaveLength(1);
  await expect.poll(() => slack.problems()).toHaveLength(4);
});

it('delivers an event that was acknowledged no more', async () => {
  const line = await connect();
  const acked = slack.mention({ ...who, text: 'status' });
  await expect
    .poll(() => line.envelopes())
    .toMatchObject([{ type: 'events_api', accepts_response_payload: false }]);
  line.ack(line.envelopes()[0]);
  expect(await acked).toMatchObject({ acked: true });
  const next = command();
  await expect
    .poll(() => line.envelopes().map((frame) => frame.type))
    .toEqual(['events_api', 'slash_commands']);
  line.ack(line.envelopes()[1]);
  await next;
  expect(slack.problems()).toEqual([]);
});

it('says in the headers that a signed event comes again', async () => {
  const retries: (string | undefined)[] = [];
  const app = createServer((request, response) => {
    retries.push(request.headers['x-slack-retry-num']?.toString());
    response.writeHead(retries.length < 3 ? 500 : 200).end();
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  slack.httpTarget = `http://127.0.0.1:${z.object({ port: z.number() }).parse(app.address()).port}/`;
  expect(await slack.mention({ ...who, text: 'status' })).toMatchObject({ acked: false, status: 500 });
  await expect.poll(() => retries).toEqual([undefined, '1', '2']);
  app.close();
});

it('delivers an event over the next socket when there was none', async () => {
  expect(await slack.mention({ ...who, text: 'status' })).toMatchObject({ delivered: false });
  const line = await connect();
  await expect
    .poll(() => line.envelopes())
    .toMatchObject([{ retry_attempt: 1, retry_reason: 'connection_failed' }]);
  line.ack(line.envelopes()[0]);
});

it('sends an envelope to one of several sockets', async () => {
  const both = [await connect(), await connect()];
  for (let i = 0; i < 4; i += 1) {
    const acked = command(`${i}`);
    const fresh = () => both.flatMap((line) => line.envelopes().map((frame) => ({ line, frame })));
    await expect.poll(() => fresh().length).toBe(i + 1);
    for (const { line, frame } of fresh())
      if (JSON.stringify(frame).includes(`"text":"${i}"`)) line.ack(frame);
    expect(await acked).toMatchObject({ acked: true });
  }
  expect(both.map((line) => line.envelopes().length)).toEqual([2, 2]);
});

it('drops, refreshes and refuses sockets', async () => {
  const line = await connect();
  slack.trouble.refreshSockets();
  await expect
    .poll(() => line.frames.at(-1))
    .toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
  slack.trouble.dropSockets();
  await expect.poll(() => line.closed()).toBe(true);
  slack.trouble.refuseSockets(1);
  expect((await connect()).closed()).toBe(true);
  expect((await connect()).closed()).toBe(false);
});

it('delivers the last thing again on order', async () => {
  const line = await connect();
  const first = command();
  await expect.poll(() => line.envelopes()).toHaveLength(1);
  line.ack(line.envelopes()[0]);
  await first;
  const again = slack.trouble.redeliver();
  await expect.poll(() => line.envelopes()).toHaveLength(2);
  line.ack(line.envelopes()[1]);
  expect(await again).toMatchObject({ acked: true });
  const [a, b] = line.envelopes();
  expect(a?.payload).toEqual(b?.payload);
  expect(a?.envelope_id).not.toBe(b?.envelope_id);
});

it('tells of people of another workspace', async () => {
  const line = await connect();
  const eve = slack.addUser({ name: 'eve', teamId: 'T0OTHER001' });
  const acked = slack.command({ ...who, user: eve, text: 'help' });
  await expect
    .poll(() => line.envelopes()[0]?.payload)
    .toMatchObject({ team_id: 'T0OTHER001', user_id: eve });
  line.ack(line.envelopes()[0]);
  await acked;
});
