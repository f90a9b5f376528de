import { expect } from 'vitest';
import type { SlackDouble } from '../doubles/slack/slack.ts';
import type { Settings } from './config-file.ts';
import { until } from './until.ts';
import type { Scene, World } from './world.ts';

/** A team in a channel, and the world's hosts behind it. */
export interface SlackScene extends Scene {
  readonly slack: SlackDouble;
  readonly channel: string;
  /** Slack's id of this person. */
  id(person: Person): string;
  /** What this person, and nobody else, was shown. */
  whispers(person: Person): readonly string[];
  /** Types `/rollout TEXT` in the channel. */
  say(person: Person, text: string): Promise<void>;
  /** Clicks the newest button of this text, in the channel or any of its threads, once it is there. */
  click(person: Person, label: string): Promise<void>;
  /** Waits until the channel and its threads, as read by a person, hold this text. */
  reads(text: string | RegExp): Promise<void>;
  /** Waits until this person, and nobody else, was shown this text. */
  whispered(person: Person, text: string): Promise<void>;
  /** The channel as everybody reads it, then what each person alone was shown. */
  seen(): string;
}

const people = ['alice', 'bob', 'carol', 'mallory'] as const;
type Person = (typeof people)[number];

/** Alice and bob deploy, all three approve, carol is on call; mallory is in the workspace and nothing else. */
export async function openSlackScene(
  world: World,
  slack: SlackDouble,
  settings: Settings = {},
): Promise<SlackScene> {
  const ids = new Map<Person, string>(people.map((name) => [name, slack.addUser({ name })]));
  const id = (person: Person): string => ids.get(person) ?? '';
  const oncall = slack.addUserGroup({ handle: 'oncall', users: [id('carol')] });
  const channel = slack.addChannel({ name: 'deploys', botIn: true });
  const scene = await world.scene({ ...settings, ...teamOf(slack, channel, id, oncall) });
  await until('the bot is connected to Slack', () => slack.sockets() > 0);
  const read = () => slack.transcript(channel);
  const whispers = (person: Person) =>
    slack.ephemerals(id(person), channel).map((message) => slack.read(message));
  return {
    ...scene,
    ...{ slack, channel, id, whispers },
    seen: () =>
      [
        read(),
        ...people.map((person) => [`only ${person} was shown:`, ...whispers(person)].join('\n\n')),
      ].join('\n\n'),
    async say(person, text) {
      const acked = await slack.command({ user: id(person), channel, text });
      expect(acked.acked, text).toBe(true);
    },
    async click(person, label) {
      const there = () => `[${label}]: ${read()}`;
      await until(there, () => hasButton(slack, channel, id(person), label));
      const acked = await slack.click({ user: id(person), channel, label });
      expect(acked.acked, label).toBe(true);
    },
    reads: async (text) => {
      await until(
        () => `${text} in:\n${read()}`,
        () => (typeof text === 'string' ? read().includes(text) : text.test(read())),
        120_000,
      );
    },
    whispered: async (person, text) => {
      const shown = () => whispers(person);
      await until(
        () => `${person} to be told "${text}", who was told:\n${shown().join('\n')}`,
        () => shown().some((each) => each.includes(text)),
      );
    },
  };
}

function teamOf(
  slack: SlackDouble,
  channel: string,
  id: (person: Person) => string,
  oncall: string,
): Pick<Settings, 'more' | 'moreOfCluster'> {
  const { botToken, appToken, apiUrl } = slack;
  return {
    more: {
      people: {
        alice: { local: ['alice'], slack: id('alice') },
        bob: { slack: id('bob') },
        carol: { slack: id('carol') },
      },
      groups: { oncall: { slack: oncall } },
      chat: { slack: { botToken, appToken, apiUrl } },
    },
    moreOfCluster: {
      channels: { slack: channel },
      access: {
        deploy: ['alice', 'bob'],
        approve: ['alice', 'bob', 'carol'],
        onCall: ['oncall'],
        mentionOnCall: true,
        distinctApprover: true,
      },
    },
  };
}

function hasButton(slack: SlackDouble, channel: string, user: string, label: string): boolean {
  const roots = slack.messages(channel);
  const all = [
    ...roots,
    ...roots.flatMap(({ ts }) => slack.thread(channel, ts)),
    ...slack.ephemerals(user, channel),
  ];
  return all.some(({ blocks }) => JSON.stringify(blocks).includes(`"text":"${label}"`));
}
