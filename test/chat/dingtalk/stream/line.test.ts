import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepStreaming } from '../../../../src/chat/dingtalk/stream/line.ts';
import type { Delivered } from '../../../../src/chat/dingtalk/stream/socket.ts';
import type { Keeper } from '../../../../src/chat/keep-open.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { type DingTalkDouble, startDingTalk } from '../../../doubles/dingtalk/dingtalk.ts';
import { configOf } from '../bot.ts';

let dingtalk: DingTalkDouble;
let keeper: Keeper | undefined;
let delivered: Delivered[] = [];
let log: string[] = [];
beforeEach(async () => {
  dingtalk = await startDingTalk({ speed: 20 });
  delivered = [];
  log = [];
});
afterEach(async () => {
  await keeper?.stop();
  expect(dingtalk.connections()).toBe(0);
  await dingtalk.stop();
});

async function open(secret = dingtalk.clientSecret) {
  const say = (text: string) => void log.push(text);
  keeper = keepStreaming({
    config: configOf(dingtalk, { clientSecret: new Secret(secret) }),
    log: { info: say, warn: say, error: say },
    onDelivered: (each) => void delivered.push(each),
  });
  await keeper.tried;
}

const says = (text: string) => dingtalk.say(dingtalk.addPerson('Alice'), dingtalk.addGroup('ops'), text);

it('answers pings and acknowledges callbacks', async () => {
  await open();
  says('one');
  await expect.poll(() => delivered.length).toBe(1);
  await expect.poll(() => dingtalk.acknowledged()).toBe(1);
  // Half a second here is ten of DingTalk's: an unanswered ping would have ended the connection at the next one.
  const pings = () => dingtalk.pings();
  await expect.poll(pings, { timeout: 5_000 }).toBeGreaterThan(2);
  expect(dingtalk.connections()).toBe(1);
  expect(dingtalk.problems()).toEqual([]);
});

it('opens again what broke, one connection and no more, and gets what was not acknowledged', async () => {
  await open();
  for (let n = 0; n < 3; n += 1) {
    dingtalk.trouble.drop();
    await expect.poll(() => dingtalk.connections()).toBe(0);
    says(`while it is away ${n}`);
    await expect.poll(() => dingtalk.connections(), { timeout: 5_000 }).toBe(1);
    // Some may come twice: their acknowledgement broke off with the connection.
    await expect.poll(() => new Set(delivered.map(({ data }) => data)).size).toBe(n + 1);
  }
  // Three pings take longer than the package's own pause before it would connect again.
  const before = dingtalk.pings();
  await expect.poll(() => dingtalk.pings(), { timeout: 10_000 }).toBeGreaterThan(before + 2);
  expect(dingtalk.connections()).toBe(1);
  expect(dingtalk.calls('v1.0/gateway/connections/open')).toHaveLength(4);
});

it('goes on while connections are refused, and makes one of many attempts', async () => {
  dingtalk.trouble.refuseConnections(3);
  await open();
  await expect.poll(() => dingtalk.connections(), { timeout: 10_000 }).toBe(1);
  const asked = dingtalk.calls('v1.0/gateway/connections/open').length;
  expect(asked).toBe(4);
  expect(log.filter((line) => line.includes('not open'))).toHaveLength(1);
});

it('opens the next connection where it is dismissed, and still hears the old one until it is closed', async () => {
  await open();
  dingtalk.trouble.dismiss();
  await expect.poll(() => dingtalk.calls('v1.0/gateway/connections/open').length).toBe(2);
  says('one');
  await expect.poll(() => delivered.length).toBe(1);
  await expect.poll(() => dingtalk.connections(), { timeout: 5_000 }).toBe(1);
});

it('passes over what is no frame, and lives on', async () => {
  await open();
  for (const frame of ['{', '[]', '{"type":"CALLBACK"}', '{"type":"SYSTEM","headers":{}}'])
    dingtalk.frame(frame);
  says('one');
  await expect.poll(() => delivered.length).toBe(1);
  expect(log.filter((line) => line.includes('no frame'))).toHaveLength(4);
});

it('says that the app is not accepted, without its secret, and waits long before it asks again', async () => {
  await open('wrong-secret');
  expect(log).toEqual([expect.stringContaining('authFailed')]);
  expect(log.join()).not.toContain('wrong-secret');
  expect(dingtalk.calls('v1.0/gateway/connections/open')).toHaveLength(1);
});

it('does not open again after it was stopped, though it was just about to', async () => {
  await open();
  dingtalk.trouble.drop();
  await keeper?.stop();
  const asked = dingtalk.calls('v1.0/gateway/connections/open').length;
  says('one');
  await expect.poll(() => dingtalk.waiting()).toBe(1);
  expect(dingtalk.calls('v1.0/gateway/connections/open').length).toBe(asked);
  expect(dingtalk.connections()).toBe(0);
});
