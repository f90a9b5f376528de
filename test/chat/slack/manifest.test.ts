import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { methods, neededScopes } from '../../../src/chat/slack/client/methods.ts';

const manifest = z
  .object({
    features: z.object({
      app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
      slash_commands: z.array(
        z.object({
          command: z.string(),
          description: z.string().max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
        }),
      ),
    }),
    display_information: z.object({ name: z.string().max(35), description: z.string().max(140) }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()), user: z.never().optional() }) }),
    settings: z.object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
      interactivity: z.object({ is_enabled: z.boolean() }),
      socket_mode_enabled: z.boolean(),
      token_rotation_enabled: z.boolean(),
    }),
  })
  .parse(parse(readFileSync('manifest.yml', 'utf8')));

const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

/** "Scopes, bot token" of https://docs.slack.dev/reference/methods/METHOD, all of them. */
const documented: Readonly<Record<string, readonly string[]>> = {
  // "Requires an app-level token with connections:write"
  'apps.connections.open': [],
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': history,
  // "channels:manage, groups:write, im:write, mpim:write", by the kind of conversation; we open those with one person.
  'conversations.open': ['im:write'],
  'conversations.replies': history,
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};
/** "Required scopes" of https://docs.slack.dev/reference/events/EVENT. */
const ofEvents: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  app_home_opened: [],
};

const sources = readdirSync('src/chat/slack', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(`src/chat/slack/${file}`, 'utf8') }));
const matches = (pattern: RegExp): readonly string[] => [
  ...new Set(sources.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, found]) => found ?? ''))),
];

describe('the scopes of the manifest', () => {
  const asked = manifest.oauth_config.scopes.bot;

  it('are those of the methods, events and commands that are used, and no others', () => {
    const used = [...Object.keys(methods).flatMap((method) => documented[method] ?? [])];
    const events = manifest.settings.event_subscriptions.bot_events.flatMap((event) => ofEvents[event] ?? []);
    expect([...asked].sort()).toEqual([...new Set([...used, ...events, 'commands'])].sort());
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('are those that the bot says that it needs', () => {
    expect([...asked].sort()).toEqual(neededScopes);
  });
});

describe('the table of methods', () => {
  it('has the scopes that Slack documents', () => {
    expect(methods).toEqual(documented);
  });

  it('is what the code calls, and only through it', () => {
    expect([...matches(/\bcall\(\s*'([\w.]+)'/g)].sort()).toEqual(Object.keys(methods).sort());
    const asks = sources.filter(({ text }) =>
      /\.apiCall\(|new webApi\.WebClient|\bclient\.(chat|views)\./.test(text),
    );
    expect(asks.map(({ file }) => file)).toEqual(['client/call.ts']);
  });
});

describe('what the manifest switches on', () => {
  it('is what the code listens to', () => {
    const listened = matches(/\bapp\.event\(\s*'(\w+)'/g);
    expect([...listened].sort()).toEqual([...manifest.settings.event_subscriptions.bot_events].sort());
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/rollout']);
    expect(manifest.features.app_home).toEqual({ home_tab_enabled: true, messages_tab_enabled: true });
  });

  it('is text as it was typed: the bot reads people and channels by itself', () => {
    expect(manifest.features.slash_commands.every(({ should_escape }) => !should_escape)).toBe(true);
  });

  it('is a token that stays: rotated ones would need a place to be kept', () => {
    expect(manifest.settings.token_rotation_enabled).toBe(false);
  });
});
