import { describe, expect, test } from 'vitest';
import { checkText } from '../../src/config/check.ts';
import { config, minimal, problems, read, warnings } from './support.ts';

/** Problems of the minimal file with more at its end; it has 11 lines. */
const wrong = (text: string): string[] => problems(`${minimal}${text}\n`);
const dingtalk = (text: string): string[] =>
  wrong(`chat: { dingtalk: { ${text} } }`).map((line) => line.replace(/^\d+:\d+ chat\.dingtalk/, ''));
const base = 'clientId: ding1, clientSecret: hunter2';
const group =
  'must be a DingTalk conversation id such as `cidAbc123==` (not a group name); the bot logs it when it is mentioned in the group';

describe('DingTalk', () => {
  test('says what is wrong with each value, and never the secret', () => {
    expect(dingtalk('clientId: a b, clientSecret: hun ter2')).toEqual([
      ".clientId: must be the app's “Client ID” (formerly AppKey)",
      '.clientSecret: must be the “Client Secret” of the app, and nothing else',
    ]);
    const more = 'channel: ops, cardTemplate: a/b, apiUrl: api.dingtalk.com, robotCode: "#"';
    expect(dingtalk(`${base}, ${more}`)).toEqual([
      `.channel: ${group}`,
      '.cardTemplate: must be the id of a card template',
      '.apiUrl: must be an http:// or https:// URL without `?` and `#`',
      ".robotCode: must be the app's robot code",
    ]);
  });

  test('wants both the id and the secret, and knows no other keys', () => {
    expect(dingtalk('clientSecret: hunter2')).toEqual([expect.stringContaining('.clientId: is missing')]);
    expect(dingtalk('clientId: ding1')).toEqual([expect.stringContaining('.clientSecret: is missing')]);
    expect(dingtalk(`${base}, secret: x`)).toEqual([expect.stringContaining('unknown key `secret`')]);
  });

  test('two people do not share an id', () => {
    expect(wrong('people: { ann: { dingtalk: "01" }, bob: { dingtalk: ["02", "01"] } }')).toEqual([
      '12:60 people.bob.dingtalk[1]: is a DingTalk id of `ann` too; each DingTalk id belongs to one person, once',
    ]);
  });

  test('warns where nobody could use it, where it is open to listeners, and of groups without it', () => {
    expect(warnings(`${minimal}chat: { dingtalk: { ${base}, apiUrl: http://ding.example.com } }\n`)).toEqual([
      '12:9 chat.dingtalk: has nobody who may use it: give people their DingTalk user ids',
      expect.stringContaining('chat.dingtalk.apiUrl: sends the secret unencrypted; use https://'),
    ]);
    expect(warnings(`${minimal}    channels: { dingtalk: cidAbc== }\n`)).toEqual([
      expect.stringContaining('channels.dingtalk: means nothing without `chat.dingtalk`'),
    ]);
  });

  test('the check says how it is connected, and how many are known there', () => {
    const told = checkText(
      read(`${minimal}people: { ann: { dingtalk: "01" }, bob: {} }
chat: { dingtalk: { ${base}, cardTemplate: a.schema, channel: cidA== } }
`),
    );
    expect(told).toContain('people: 2, 1 of them in dingtalk');
    expect(told).toContain('dingtalk by Stream mode, cards, group cidA==');
  });

  test('fills in what is left out, and gives a cluster several groups, each once', () => {
    const { chat, clusters, people } = config(
      `${minimal}    channels: { slack: [C01, C02], dingtalk: [cidA==, cidB==, cidA==] }
people: { ann: { dingtalk: ["01", "02"] } }
chat: { dingtalk: { ${base} } }
`,
    );
    expect(chat.dingtalk).toMatchObject({ robotCode: 'ding1', apiUrl: 'https://api.dingtalk.com/' });
    expect(clusters[0]?.places).toEqual([
      { chat: 'slack', channel: 'C01' },
      { chat: 'slack', channel: 'C02' },
      { chat: 'dingtalk', channel: 'cidA==' },
      { chat: 'dingtalk', channel: 'cidB==' },
    ]);
    expect(people[0]?.dingtalk).toEqual(['01', '02']);
  });
});
