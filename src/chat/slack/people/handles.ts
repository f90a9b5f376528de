import { plain } from '../../../report/plain.ts';
import type { SlackClient, SlackUser } from '../client/client.ts';
import { SlackFailure } from '../client/trouble.ts';
import { createRemembered } from './remembered.ts';

const hour = 3_600_000;

export interface Handles {
  /** `HANDLE/U123`, the name of a user that the config knows by a group only; undefined for bots and strangers. */
  known(user: string): Promise<string | undefined>;
  /** The name that `known` gave last, without asking. */
  heard(user: string): string | undefined;
  /** The handle for a sentence; undefined where Slack does not say. */
  shown(user: string): Promise<string | undefined>;
}

/** Names of Slack users, asked once a day. */
export function createHandles(client: Pick<SlackClient, 'userInfo'>, now: () => number): Handles {
  const infoOf = createRemembered((user) => client.userInfo(user), {
    freshMs: 24 * hour,
    staleMs: 30 * 24 * hour,
    patienceMs: 1500,
    now,
  });
  const names = new Map<string, string | undefined>();
  return {
    async known(user) {
      const info = await infoOf(user).catch(unlessRefused);
      const name = info?.kind === 'member' ? `${handleOf(info)}/${info.id}` : undefined;
      names.set(user, name);
      return name;
    },
    heard: (user) => names.get(user),
    shown: (user) => infoOf(user).then(handleOf, () => undefined),
  };
}

/** Slack knows nobody so, or does not say: that is an answer too. */
function unlessRefused(error: unknown): undefined {
  if (error instanceof SlackFailure && error.trouble.kind === 'refused') return undefined;
  throw error;
}

/** As a name of the journal: no spaces, nothing that could look like another name. */
const handleOf = ({ name }: SlackUser): string => plain(name, 80).replace(/[^\p{L}\p{N}._-]/gu, '') || 'user';

/** The Slack user's id in a name that `known` made. */
export const idIn = (name: string): string | undefined => /\/([UW][A-Z0-9]+)$/.exec(name)?.[1];
