import type { Person } from '../../../model/config.ts';
import type { Group } from '../../../model/who.ts';

/** A user of DingTalk, and the name of the config. */
export interface Named {
  readonly staffId: string;
  readonly name: string;
}

/** Whoever bears the name: one person, or each of a group's people. Nobody is told twice on two accounts. */
export function idsOf(name: string, people: readonly Person[], groups: readonly Group[]): readonly Named[] {
  const names = groups.find((group) => group.name === name)?.people ?? [name];
  return names.flatMap((each) => {
    const staffId = people.find((person) => person.name === each)?.dingtalk?.[0];
    return staffId === undefined ? [] : [{ staffId, name: each }];
  });
}
