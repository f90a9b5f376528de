/** Somebody who asks for something, with the groups of the config that they belong to right now. */
export interface Who {
  /** The name under which the journal records what they do. */
  readonly person: string;
  readonly groups: readonly string[];
  /** Groups of which a chat can't tell just now who is in them: the person does not count as theirs. */
  readonly unsure?: readonly string[];
}

/** Several people under one name that access lists may use. */
export interface Group {
  readonly name: string;
  readonly people: readonly string[];
  /** The id of a Slack user group whose members belong to it too. */
  readonly slack?: string;
}

/**
 * Whether two recorded names are one person's. Somebody who is known by a chat's group alone is recorded as
 * `HANDLE/ID`: the handle may change, the id does not.
 */
export const samePerson = (one: string, other: string): boolean => idOf(one) === idOf(other);

const idOf = (name: string): string => (name.includes('/') ? name.slice(name.lastIndexOf('/')) : name);
