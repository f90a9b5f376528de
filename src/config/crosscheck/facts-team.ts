import { z } from 'zod';
import { orNothing, type Said, type Section, said, section } from './said.ts';

/** What the cross-checks look at outside of the clusters: people, groups, freezes, notices and chats. */
export interface TeamFacts {
  readonly people: Section<PersonFacts>;
  readonly groups: Section<GroupFacts>;
  readonly freezes: Section<NamedClusters>;
  readonly notices: Section<NamedClusters>;
  /** Undefined where Slack is not on. */
  readonly slack: ChatFacts | undefined;
  /** Undefined where DingTalk is not on. */
  readonly dingtalk: ChatFacts | undefined;
}

interface ChatFacts {
  readonly apiUrl?: string | undefined;
}

interface PersonFacts {
  readonly local: readonly Said[];
  readonly slack: readonly Said[];
  readonly dingtalk: readonly Said[];
}

interface GroupFacts {
  readonly people: readonly Said[];
  /** Whether a Slack user group belongs to it: then nobody can say here who is in it. */
  readonly open: boolean;
}

interface NamedClusters {
  readonly clusters: readonly Said[];
}

const person = z
  .object({ local: said, slack: said, dingtalk: said })
  .catch({ local: [], slack: [], dingtalk: [] });

const group = z
  .object({ people: said, slack: z.unknown().optional() })
  .transform(({ people, slack }) => ({ people, open: slack !== undefined }))
  .catch({ people: [], open: false });

const ofClusters = z.object({ clusters: said }).catch({ clusters: [] });

const oneChat = orNothing(z.object({ apiUrl: orNothing(z.string()) }));
const chat = z.object({ slack: oneChat, dingtalk: oneChat }).catch({ slack: undefined, dingtalk: undefined });

function chats(given: unknown): Pick<TeamFacts, 'slack' | 'dingtalk'> {
  const { slack, dingtalk } = chat.parse(given);
  return { slack, dingtalk };
}

export const team = (file: Readonly<Record<string, unknown>>): TeamFacts => ({
  people: section(person).parse(file.people),
  groups: section(group).parse(file.groups),
  freezes: section(ofClusters).parse(file.freezes),
  notices: section(ofClusters).parse(file.notices),
  ...chats(file.chat),
});
