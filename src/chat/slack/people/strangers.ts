/** Why somebody is not listened to, in one sentence for them; escaped for mrkdwn. */
export interface Refused {
  readonly refused: string;
}

export const ofAnotherWorkspace: Refused = {
  refused: 'I only listen to members of the workspace that I am installed in.',
};

/** @param handle as Slack knows the person, for the line that the config needs */
export const notKnown = (user: string, handle = 'NAME'): Refused => ({
  refused: `I don't know you yet: add \`${handle}: { slack: ${user} }\` under \`people:\` in rollout.yml and start me again.`,
});
