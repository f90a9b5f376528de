import { kept } from '../../text/say.ts';
import type { Finding } from '../finding.ts';
import type { Facts } from './facts.ts';
import { isInClear } from './in-clear.ts';

/** A Slack that nobody could use or that others can listen to, and channels of a Slack that is not there. */
export function slackWarnings(facts: Facts): Finding[] {
  return facts.slack ? [...nobody(facts), ...inClear(facts.slack.apiUrl)] : channelsOfNone(facts);
}

function nobody({ people, groups }: Facts): Finding[] {
  const known =
    Object.values(people.entries).some(({ slack }) => slack.length > 0) ||
    Object.values(groups.entries).some(({ open }) => open);
  if (known) return [];
  const message = kept`has nobody who may use it: give people their Slack ids, or groups a Slack user group's`;
  return [{ path: ['chat', 'slack'], message, key: true }];
}

/** The tokens go with every request. */
function inClear(apiUrl = ''): Finding[] {
  if (!isInClear(apiUrl)) return [];
  return [{ path: ['chat', 'slack', 'apiUrl'], message: kept`sends the tokens unencrypted; use https://` }];
}

const channelsOfNone = ({ clusters }: Facts): Finding[] =>
  Object.entries(clusters)
    .filter(([, { inSlack }]) => inSlack)
    .map(([name]) => ({
      path: ['clusters', name, 'channels', 'slack'],
      message: kept`means nothing without \`chat.slack\``,
    }));
