import { kept } from '../../../text/say.ts';

/** Why somebody is not listened to, in one sentence for them, kept; escaped for mrkdwn. */
export interface Refused {
  readonly refused: string;
}

export const ofAnotherWorkspace: Refused = {
  refused: kept`I only listen to members of the workspace that I am installed in.`,
};

/** @param handle as Slack knows the person, for the line that the config needs */
export const notKnown = (user: string, handle = 'NAME'): Refused => ({
  refused: kept`I don't know you yet: add \`${handle}: { slack: ${user} }\` under \`people:\` in rollout.yml and start me again.`,
});
