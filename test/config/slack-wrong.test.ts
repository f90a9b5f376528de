import { describe, expect, test } from 'vitest';
import { changed, minimal, problems, warnings } from './support.ts';

/** Problems of the minimal file with more at its end; it has 11 lines. */
const wrong = (text: string, env = {}): string[] => problems(`${minimal}${text}\n`, { env });

describe('Slack', () => {
  const slack = (text: string): string[] =>
    wrong(`chat: { slack: { ${text} } }`).map((line) => line.replace(/^\d+:\d+ chat\.slack/, ''));
  const bot = "the “Bot User OAuth Token” (`xoxb-…`), under “OAuth & Permissions” of the app's settings";
  const app = "an app-level token (`xapp-…`), under “Basic Information” of the app's settings";
  const signing = "the “Signing Secret”, under “Basic Information” of the app's settings";

  test.each([
    ['botToken: xoxb-1', [': takes exactly one of `appToken` and `signingSecret`, and has none']],
    [
      'botToken: xoxb-1, appToken: xapp-1, signingSecret: abc',
      [': takes exactly one of `appToken` and `signingSecret`, and has `appToken` and `signingSecret`'],
    ],
    [
      'botToken: xoxb-1, appToken: xapp-1, language: de, languages: { C012: zh, ops: en }',
      [
        '.language: must be `en` or `zh-CN`, not `de`',
        '.languages.C012: must be `en` or `zh-CN`, not `zh`',
        ".languages.ops: must be a Slack channel's id such as `C012AB3CD` (not its name); take it from the bottom of the channel's details",
      ],
    ],
    [
      'botToken: xoxb-1, appToken: xapp-1, listen: { port: 80 }',
      [': has a `listen`, which goes with `signingSecret`; Socket Mode listens nowhere'],
    ],
    [
      'botToken: xapp-hunter2, appToken: xoxb-hunter2',
      [
        `.botToken: is an app-level token (\`xapp-…\`), which goes into \`appToken\`; this must be ${bot}`,
        `.appToken: is a bot token (\`xoxb-…\`), which goes into \`botToken\`; this must be ${app}`,
      ],
    ],
    [
      'botToken: xoxp-hunter2, signingSecret: xoxb-hunter2',
      [
        `.botToken: is a person's own token (\`xoxp-…\`), and the bot acts as itself; this must be ${bot}`,
        `.signingSecret: is a bot token (\`xoxb-…\`), which goes into \`botToken\`; this must be ${signing}`,
      ],
    ],
    [
      'botToken: xoxe.xoxb-hunter2, signingSecret: xapp-hunter2',
      [
        `.botToken: is a token that expires (\`xoxe…\`): the app has token rotation, and the bot renews no tokens; this must be ${bot}`,
        `.signingSecret: is an app-level token (\`xapp-…\`), which goes into \`appToken\`; this must be ${signing}`,
      ],
    ],
    [
      'botToken: xoxa-hunter2, appToken: hunter2',
      [
        `.botToken: is a token of another kind; this must be ${bot}`,
        `.appToken: must be ${app}, and nothing else`,
      ],
    ],
    [
      'botToken: xoxb-1 hunter2, signingSecret: "hunter2 x"',
      [`.botToken: must be ${bot}, and nothing else`, `.signingSecret: must be ${signing}, and nothing else`],
    ],
    [
      'botToken: xoxb-, appToken: [hunter2]',
      [
        `.botToken: must be ${bot}, and nothing else`,
        `.appToken: must be text: \`\${NAME}\` from the environment, \`file:PATH\`, or the secret itself, in quotes`,
      ],
    ],
    [
      'botToken: xoxb-1, signingSecret: abc, listen: { port: 0, path: slack, host: a b }, channel: "#ops", apiUrl: slack.com',
      [
        '.listen.port: must be a port, a whole number from 1 to 65535, not `0`',
        '.listen.path: must be a path that begins with `/`',
        '.listen.host: must be a host name or address',
        ".channel: must be a Slack channel's id such as `C012AB3CD` (not its name); take it from the bottom of the channel's details",
        '.apiUrl: must be an http:// or https:// URL without `?` and `#`',
      ],
    ],
    [
      'botToken: xoxb-1, appToken: xapp-1, apiUrl: "http://h:99999/"',
      ['.apiUrl: must be an http:// or https:// URL without `?` and `#`'],
    ],
  ])('%s', (text, told) => {
    expect(slack(text)).toEqual(told);
  });

  test("a channel's name instead of its id", () => {
    expect(problems(changed(['    verify:', '    channels: { slack: "#deploys" }\n    verify:']))).toEqual([
      "10:24 clusters.web.channels.slack: must be a Slack channel's id such as `C012AB3CD` (not its name); take it from the bottom of the channel's details",
    ]);
  });

  test('tokens that are not set in the environment are told by the name of the variable', () => {
    expect(
      wrong(`chat: { slack: { botToken: "\${BOT_TOKEN}", appToken: "\${APP}" } }`, { BOT_TOKEN: 'xoxb-1' }),
    ).toEqual(['12:54 chat.slack.appToken: needs the environment variable `APP`, which is not set']);
  });
});

describe('warnings', () => {
  const people = 'people: { alice: { slack: U0A } }\n';
  const on = (more = ''): string => `chat: { slack: { botToken: xoxb-1, appToken: xapp-1${more} } }\n`;

  test('a Slack that nobody may use, until a person or a group has an id', () => {
    expect(warnings(`${minimal}people: { alice: {} }\ngroups: { g: { people: [alice] } }\n${on()}`)).toEqual([
      "14:9 chat.slack: has nobody who may use it: give people their Slack ids, or groups a Slack user group's",
    ]);
    expect(warnings(`${minimal}${people}${on()}`)).toEqual([]);
    expect(warnings(`${minimal}groups: { g: { slack: S0A } }\n${on()}`)).toEqual([]);
    expect(warnings(`${minimal}people: { alice: {} }\n`)).toEqual([]);
  });

  test('a channel of a Slack that is not there', () => {
    const text = changed(['    verify:', '    channels: { slack: C0WEB }\n    verify:']);
    expect(warnings(text)).toEqual(['10:24 clusters.web.channels.slack: means nothing without `chat.slack`']);
    expect(warnings(`${text}${people}${on()}`)).toEqual([]);
  });

  test.each([
    ['http://proxy.internal/api/', 1],
    ['http://127.0.0.1.evil.example/', 1],
    ['https://proxy.internal/api/', 0],
    ['http://127.0.0.1:8080/api/', 0],
    ['http://localhost/', 0],
    ['http://[::1]:80', 0],
  ])('tokens that go to %s', (url, count) => {
    const told = warnings(`${minimal}${people}${on(`, apiUrl: "${url}"`)}`);
    expect(told.map((line) => line.replace(/^\d+:\d+ /, ''))).toEqual(
      Array(count).fill('chat.slack.apiUrl: sends the tokens unencrypted; use https://'),
    );
  });
});
