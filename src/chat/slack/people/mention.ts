import type { Person } from '../../../model/config.ts';
import type { Group } from '../../../model/who.ts';
import { idIn } from './handles.ts';

/**
 * How a name of the config is written so that Slack tells those who bear it
 * (https://docs.slack.dev/messaging/formatting-message-text#mentioning-users). A group without a user group of its own
 * is its people.
 */
export function mentions(
  people: readonly Person[],
  groups: readonly Group[],
): (name: string) => string | undefined {
  const personBy = (name: string) => {
    const id = people.find((person) => person.name === name)?.slack[0] ?? idIn(name);
    return id === undefined ? undefined : `<@${id}>`;
  };
  return (name) => {
    const group = groups.find((each) => each.name === name);
    if (!group) return personBy(name);
    if (group.slack !== undefined) return `<!subteam^${group.slack}>`;
    const all = group.people.flatMap((person) => personBy(person) ?? []);
    return all.length === 0 ? undefined : all.join(' ');
  };
}
