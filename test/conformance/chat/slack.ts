import { createSlackChat, type SlackChat } from '../../../src/chat/slack/slack.ts';
import { leadAlone } from '../../../src/fleet/lead.ts';
import type { Lookup } from '../../../src/intake/lookup.ts';
import { Secret } from '../../../src/model/secret.ts';
import { startSlack } from '../../doubles/slack/slack.ts';
import { until } from '../../scenarios/until.ts';
import { type ChatUnderTest, type Person, people } from './under-test.ts';

const speed = 20;
export const slackPace = { channelMs: 1_050 / speed, minuteMs: 60_000 / speed, lookMs: 300, settleMs: 100 };

/** Slack with a channel. */
export async function openSlack(): Promise<ChatUnderTest> {
  const slack = await startSlack({ speed });
  const ids = new Map<Person, string>(people.map((name) => [name, slack.addUser({ name })]));
  const id = (person: Person) => ids.get(person) ?? '';
  const channel = slack.addChannel({ name: 'deploys', botIn: true });
  const by = { mode: 'socket' as const, appToken: new Secret(slack.appToken) };
  let running: SlackChat | undefined;
  const messages = () => slack.messages(channel).flatMap((root) => [root, ...slack.thread(channel, root.ts)]);
  const hasButton = (user: string, label: string) =>
    JSON.stringify([...messages(), ...slack.ephemerals(user, channel)]).includes(`"text":"${label}"`);
  return {
    place: { chat: 'slack', channel },
    edits: true,
    async attach({ intake, board }) {
      running = createSlackChat({
        config: { botToken: new Secret(slack.botToken), by, apiUrl: slack.apiUrl },
        people: people.map((name) => ({ name, local: [], slack: [id(name)] })),
        ...{ intake, board, lookup, groups: [], pace: slackPace, installation: 'test' },
        lead: (_key, led) => leadAlone(led),
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      });
      await running.start();
      await until('the bot is connected to Slack', () => slack.sockets() > 0);
    },
    detach: async () => running?.stop(),
    say: async (person, text) => void (await slack.command({ user: id(person), channel, text })),
    async click(person, label, { stale = false } = {}) {
      if (!stale) await until(`there is [${label}]`, () => hasButton(id(person), label), 60_000);
      await slack.click({ user: id(person), channel, label, stale });
    },
    redeliver: async () => void (await slack.trouble.redeliver()),
    read: () => messages().map((message) => slack.read(message)),
    readAlone: (person) => slack.ephemerals(id(person), channel).map((message) => slack.read(message)),
    trouble: {
      away: (is) => (is ? slack.trouble.fail('*', { times: 1_000, status: 503 }) : slack.trouble.clear()),
      loseAnswer: () => slack.trouble.loseAnswer('chat.postMessage', 1),
    },
    problems: () => slack.problems(),
    close: () => slack.stop(),
  };
}

const lookup: Lookup = {
  clusters: async () => ['web'],
  releases: async () => ['v1'],
  needsApproval: () => true,
  home: async () => [],
  language: async () => 'en',
};
