import { expect } from 'vitest';
import type { Language } from '../../src/text/language.ts';
import type { DingTalkDouble } from '../doubles/dingtalk/dingtalk.ts';
import type { Settings } from './config-file.ts';
import { until } from './until.ts';
import type { Scene, World } from './world.ts';

/** A team in a DingTalk group, and the world's hosts behind it. */
export interface DingTalkScene extends Scene {
  readonly dingtalk: DingTalkDouble;
  readonly group: string;
  id(person: Person): string;
  /** Mentions the robot in the group; resolves when the bot has acknowledged it. */
  say(person: Person, text: string): Promise<void>;
  /** Clicks the newest button of this text in the group, once it is there. */
  click(person: Person, label: string): Promise<void>;
  /** Waits until the group, as read by a person, holds this text. */
  reads(text: string | RegExp): Promise<void>;
  /** Waits until the robot wrote this text to the person alone. */
  whispered(person: Person, text: string): Promise<void>;
  /** The group as everybody reads it, then what each person alone was shown. */
  seen(): string;
}

const people = ['alice', 'bob', 'carol', 'mallory'] as const;
type Person = (typeof people)[number];
export type Way = 'cards' | 'messages';

/** Alice and bob deploy, all three approve, carol is on call; mallory is in the company and nothing else. */
export async function openDingTalkScene(
  world: World,
  dingtalk: DingTalkDouble,
  way: Way,
  { language, ...settings }: Settings & { readonly language?: Language } = {},
): Promise<DingTalkScene> {
  const ids = new Map<Person, string>(people.map((name) => [name, dingtalk.addPerson(name)]));
  const id = (person: Person): string => ids.get(person) ?? '';
  const group = dingtalk.addGroup('deploys');
  const scene = await world.scene({ ...settings, ...teamOf(dingtalk, way, { group, id, language }) });
  await until('the bot is connected to DingTalk', () => dingtalk.connections() > 0);
  const read = () => dingtalk.transcript(group);
  const alone = (person: Person) => dingtalk.transcript(`staff/${id(person)}`);
  const taken = () => until('it is acknowledged', () => dingtalk.waiting() === 0);
  return {
    ...scene,
    ...{ dingtalk, group, id },
    seen: () =>
      [read(), ...people.map((person) => `only ${person} was shown:\n\n${alone(person)}`)].join('\n\n'),
    async say(person, text) {
      dingtalk.say(id(person), group, text);
      await taken();
    },
    async click(person, label) {
      const there = () =>
        dingtalk.messages(group).some(({ buttons }) => buttons.some(({ title }) => title === label));
      await until(() => `[${label}]: ${read()}`, there, 120_000);
      dingtalk.click(id(person), group, label);
      await taken();
    },
    async reads(text) {
      const holds = () => (typeof text === 'string' ? read().includes(text) : text.test(read()));
      await until(() => `${text} in:\n${read()}`, holds, 120_000);
    },
    async whispered(person, text) {
      await until(
        () => `${person} to be told "${text}", who was told:\n${alone(person)}`,
        () => alone(person).includes(text),
      );
      expect(read()).not.toContain(text);
    },
  };
}

interface TeamOptions {
  readonly group: string;
  id(person: Person): string;
  /** The bot's own where it is undefined. */
  readonly language: Language | undefined;
}

function teamOf(
  { clientId, clientSecret, apiUrl, cardTemplate }: DingTalkDouble,
  way: Way,
  { group, id, language }: TeamOptions,
): Pick<Settings, 'more' | 'moreOfCluster'> {
  const given = { ...(way === 'cards' && { cardTemplate }), ...(language && { language }) };
  return {
    more: {
      people: {
        alice: { local: ['alice'], dingtalk: id('alice') },
        bob: { dingtalk: id('bob') },
        carol: { dingtalk: id('carol') },
      },
      groups: { oncall: { people: ['carol'] } },
      chat: { dingtalk: { clientId, clientSecret, apiUrl, ...given } },
    },
    moreOfCluster: {
      channels: { dingtalk: group },
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

/** Nothing was sent for three seconds. */
export async function quiet(dingtalk: DingTalkDouble): Promise<boolean> {
  const before = dingtalk.calls().length;
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  return dingtalk.calls().length === before;
}
