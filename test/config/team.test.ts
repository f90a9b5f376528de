import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { changed, config, minimal } from './support.ts';

const socketMode = 'chat: { slack: { botToken: xoxb-b, appToken: xapp-a } }';

test('people have one Slack id or several, groups have people, a user group, or both', () => {
  const { people, groups } = config(`${minimal}people:
  alice: { local: [al], slack: U012AB3CD }
  bob: { slack: [U1B2, W1B2] }
groups:
  oncall: { slack: S0ONCALL1 }
  leads: { people: [alice, bob] }
  both: { people: [bob], slack: S0BOTH }
${socketMode}
`);
  expect(people).toEqual([
    { name: 'alice', local: ['al'], slack: ['U012AB3CD'] },
    { name: 'bob', local: [], slack: ['U1B2', 'W1B2'] },
  ]);
  expect(groups).toEqual([
    { name: 'oncall', people: [], slack: 'S0ONCALL1' },
    { name: 'leads', people: ['alice', 'bob'] },
    { name: 'both', people: ['bob'], slack: 'S0BOTH' },
  ]);
});

test('the bot, Slack, its channels and people each have a language of their own', () => {
  const { language, people, chat } = config(`${minimal}language: zh-CN
people: { alice: { slack: U012AB3CD, language: en } }
chat: { slack: { botToken: xoxb-b, appToken: xapp-a, language: en, languages: { C012AB3CD: zh-CN } } }
`);
  expect([language, people[0]?.language, chat.slack?.language, chat.slack?.languages]).toEqual([
    ...['zh-CN', 'en', 'en'],
    { C012AB3CD: 'zh-CN' },
  ]);
  expect(config(minimal).language).toBe('en');
});

describe('freezes', () => {
  const freeze = (text: string) => config(`${minimal}freezes: { f: { ${text}, reason: why } }\n`).freezes[0];

  test.each([
    ['days: [sat, sun]', ['sat', 'sun'], 0, 0],
    ['days: fri, from: "18:00"', ['fri'], 18 * 60, 0],
    ['days: mon, to: "08:00"', ['mon'], 0, 480],
    ['days: [mon-fri], from: 22:05, to: 06:30', ['mon', 'tue', 'wed', 'thu', 'fri'], 22 * 60 + 5, 390],
    ['days: sat-mon, from: "00:00", to: "24:00"', ['mon', 'sat', 'sun'], 0, 0],
    ['days: [sun, mon-tue, tue]', ['mon', 'tue', 'sun'], 0, 0],
    ['days: mon-mon, to: "23:59"', ['mon'], 0, 1_439],
  ])('%s', (text, days, from, to) => {
    expect(freeze(`${text}, zone: Europe/Berlin`)?.when).toEqual({ kind: 'weekly', days, from, to });
  });

  test.each([
    ['2026-12-23..2027-01-02', '2026-12-23', '2027-01-02'],
    ['2028-02-29', '2028-02-29', '2028-02-29'],
    ['2026-12-24..2026-12-24', '2026-12-24', '2026-12-24'],
  ])('dates: %s', (dates, from, to) => {
    expect(freeze(`dates: ${dates}, zone: UTC`)).toEqual({
      name: 'f',
      clusters: [],
      reason: 'why',
      zone: 'UTC',
      when: { kind: 'dates', from, to },
    });
  });

  test('of some clusters only', () => {
    expect(freeze('days: mon, zone: Asia/Shanghai, clusters: [web]')?.clusters).toEqual(['web']);
  });
});

test('access names people and groups in each of its lists, and a cluster has its own channel', () => {
  const access =
    '{ view: [v], deploy: [d], approve: [a], disable: [x], onCall: [o], mentionOnCall: true, onCallConfirms: false, approvals: 0 }';
  const text = changed(['    verify:', `    channels: { slack: C0WEB }\n    access: ${access}\n    verify:`]);
  const [web] = config(`${text}${socketMode}\n`).clusters;
  expect(web?.places).toEqual([{ chat: 'slack', channel: 'C0WEB' }]);
  expect(web?.access).toEqual({
    view: ['v'],
    deploy: ['d'],
    approve: ['a'],
    disable: ['x'],
    onCall: ['o'],
    mentionOnCall: true,
    onCallConfirms: false,
    approvals: 0,
    distinctApprover: false,
  });
});

describe('the connection to Slack', () => {
  const slack = (text: string) => config(`${minimal}chat: { slack: { ${text} } }\n`).chat.slack;

  test('by Socket Mode', () => {
    expect(slack('botToken: xoxb-b, appToken: xapp-a, channel: G0OPS')).toEqual({
      botToken: new Secret('xoxb-b'),
      by: { mode: 'socket', appToken: new Secret('xapp-a') },
      channel: 'G0OPS',
    });
  });

  test.each([
    ['', { host: '127.0.0.1', port: 3_000, path: '/slack/events' }],
    [', listen: { port: 80 }', { host: '127.0.0.1', port: 80, path: '/slack/events' }],
    [', listen: { host: "::", path: /s }', { host: '::', port: 3_000, path: '/s' }],
  ])('by HTTP%s', (listen, at) => {
    const by = slack(`botToken: xoxb-b, signingSecret: s3${listen}`)?.by;
    expect(by).toEqual({ mode: 'http', signingSecret: new Secret('s3'), ...at });
    expect(by?.mode === 'http' && by.signingSecret.reveal()).toBe('s3');
  });

  test.each(['http://127.0.0.1:99/api', 'https://slack-gov.com/api/'])('at %s', (url) => {
    const found = slack(`botToken: xoxb-b, appToken: xapp-a, apiUrl: "${url}"`);
    expect(found?.apiUrl).toBe(url.endsWith('/') ? url : `${url}/`);
  });

  test('shows no secret, and has the right ones', () => {
    const found = slack('botToken: xoxb-b, appToken: xapp-a');
    expect(JSON.stringify(found)).not.toMatch(/xoxb|xapp/);
    expect(found?.botToken.reveal()).toBe('xoxb-b');
    expect(found?.by.mode === 'socket' && found.by.appToken.reveal()).toBe('xapp-a');
  });

  test('is none where nothing is said of it', () => {
    expect(config(minimal).chat).toEqual({ local: { enabled: true } });
  });
});
