/** What the app proves itself with. They look nothing like real ones, so that no scanner takes them for such. */
export const tokens = {
  bot: 'xoxb-double-bot-token',
  app: 'xapp-double-app-token',
  signingSecret: 'double-signing-secret',
} as const;
