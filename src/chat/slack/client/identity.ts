import { kept } from '../../../text/say.ts';
import type { Identity, SlackClient } from './api.ts';
import type { Log } from './log.ts';
import { neededScopes } from './methods.ts';

/** Whose token it is, asked of Slack once. */
export interface Self {
  /** Undefined until Slack has said it. */
  known(): Identity | undefined;
  /** Throws SlackFailure where Slack can't be asked, or does not accept the token. */
  learn(): Promise<Identity>;
}

export function createSelf(client: Pick<SlackClient, 'authTest'>, log: Log): Self {
  let known: Identity | undefined;
  let asking: Promise<Identity> | undefined;
  const ask = async () => {
    known = await client.authTest();
    log.info(`Slack: I am ${known.userId} in the workspace ${known.team}`);
    const missing = missingScopes(known);
    if (missing.length > 0) log.warn(`Slack: ${lacks(missing)}`);
    return known;
  };
  return {
    known: () => known,
    async learn() {
      if (known) return known;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}

/** Scopes that the manifest asks for and the token does not have; none where Slack did not say. */
export const missingScopes = ({ scopes }: Identity): readonly string[] =>
  scopes.length === 0 ? [] : neededScopes.filter((scope) => !scopes.includes(scope));

export const lacks = (scopes: readonly string[]): string =>
  kept`the bot token lacks ${scopes.join(', ')}: give the app the scopes of manifest.yml and install it again`;
