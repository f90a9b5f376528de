import { createClock, type SlackClock } from './clock.ts';
import type {
  Call,
  JsonObject,
  NewChannel,
  NewUser,
  SlackMessage,
  SlackOptions,
  SlackView,
} from './types.ts';

/** All that the stand-in knows. Its parts share it; nobody outside does. */
export interface Workspace {
  readonly clock: SlackClock;
  readonly ackTimeoutMs: number;
  readonly scopes: readonly string[] | undefined;
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly appId: string;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, Group>;
  readonly files: Map<string, StoredFile>;
  readonly homes: Map<string, StoredView>;
  /** The open modals of each person, the topmost last. */
  readonly modals: Map<string, StoredView[]>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly calls: Call[];
  readonly problems: string[];
  /** Where it can be reached, without a path. */
  origin: string;
  id(prefix: string): string;
  problem(text: string): void;
}

export interface User extends Required<Omit<NewUser, 'id'>> {
  readonly id: string;
}

export interface Channel extends Required<Omit<NewChannel, 'botIn'>> {
  botIn: boolean;
  /** In a direct conversation, the other one. */
  readonly with?: string;
  readonly messages: StoredMessage[];
}

/** All states of a message, first to last; never empty. */
export interface StoredMessage {
  readonly states: [SlackMessage, ...SlackMessage[]];
  readonly broadcast: boolean;
}

export interface Group {
  readonly id: string;
  readonly handle: string;
  users: readonly string[];
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  title: string;
  content: Buffer | undefined;
  completed: boolean;
}

export interface StoredView extends SlackView {
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | null;
  /** What stands in the inputs now: by block_id and action_id. */
  readonly state: Map<string, Map<string, JsonObject>>;
}

export interface Trigger {
  readonly user: string;
  readonly bornAt: number;
  /** The modal that the interaction was in. */
  readonly view?: string;
  used: boolean;
}

export interface ResponseUrl {
  readonly channel: string;
  readonly user: string;
  readonly bornAt: number;
  /** The message that was acted on. */
  readonly message?: { readonly ts: string; readonly ephemeral: boolean };
  uses: number;
}

export function createWorkspace(options: SlackOptions): Workspace {
  let counter = 0;
  const problems: string[] = [];
  const workspace: Workspace = {
    clock: createClock(options.speed ?? 1),
    ackTimeoutMs: options.ackTimeoutMs ?? 3000,
    scopes: options.scopes,
    teamId: 'T0ROLLOUT1',
    botUserId: 'U0ROLLOUT1',
    botId: 'B0ROLLOUT1',
    appId: 'A0ROLLOUT1',
    users: new Map(),
    channels: new Map(),
    groups: new Map(),
    files: new Map(),
    homes: new Map(),
    modals: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    calls: [],
    problems,
    origin: '',
    id: (prefix) => {
      counter += 1;
      return `${prefix}0${String(counter).padStart(8, '0')}`;
    },
    problem: (text) => problems.push(text),
  };
  const { botUserId: id, teamId } = workspace;
  workspace.users.set(id, { id, name: 'rollout', teamId, bot: true, restricted: false, deleted: false });
  return workspace;
}

export const stateOf = (message: StoredMessage): SlackMessage => message.states.at(-1) ?? message.states[0];

/** The channel, or an error for a test that names one that is not there. */
export function channelOf(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.get(id);
  if (channel === undefined) throw new Error(`there is no channel ${id}`);
  return channel;
}

export function userOf(workspace: Workspace, id: string): User {
  const user = workspace.users.get(id);
  if (user === undefined) throw new Error(`there is no user ${id}`);
  return user;
}
