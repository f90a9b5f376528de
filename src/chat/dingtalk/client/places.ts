/** Where a message goes: a group, or the robot's own conversation with a person. */
export type Conversation = { readonly group: string } | { readonly person: string };

const person = 'staff/';

/** A person's own conversation with the robot, as a channel's id: DingTalk addresses it by the person. */
export const channelOfPerson = (staffId: string): string => `${person}${staffId}`;

export const conversationOf = (channel: string): Conversation =>
  channel.startsWith(person) ? { person: channel.slice(person.length) } : { group: channel };
