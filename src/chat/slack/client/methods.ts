/**
 * The methods of Slack's Web API that the bot calls, with the bot scopes that each needs
 * (https://docs.slack.dev/reference/methods). Nothing else can be called, and `manifest.yml` asks for these scopes:
 * a conversation's history needs one scope for each kind of conversation.
 */
export const methods = {
  /** Needs the app-level token, whose own scope is `connections:write`. */
  'apps.connections.open': [],
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'conversations.open': ['im:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.update': [],
  'views.publish': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Method = keyof typeof methods;

/** What is received without a call: the slash command, and mentions of the bot. */
const received = ['commands', 'app_mentions:read'];

/** All bot scopes that the bot needs, sorted. */
export const neededScopes: readonly string[] = [
  ...new Set([...received, ...Object.values(methods).flat()]),
].sort();
