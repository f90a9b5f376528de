import { createSlackChat } from '../../../../src/chat/slack/slack.ts';
import { leadAlone } from '../../../../src/fleet/lead.ts';
import type { Answer, Request } from '../../../../src/intake/intake.ts';
import type { Lookup } from '../../../../src/intake/lookup.ts';
import type { SlackChat as SlackConfig } from '../../../../src/model/config.ts';
import { Secret } from '../../../../src/model/secret.ts';
import type { Board, Thread } from '../../../../src/report/board.ts';
import { type SlackDouble, type SlackOptions, startSlack } from '../../../doubles/slack/slack.ts';

type Script = (request: Request) => Answer | Promise<Answer>;

export interface Bot {
  readonly slack: SlackDouble;
  readonly alice: string;
  readonly ops: string;
  /** Every request that came to intake, repeated ones too. */
  readonly requests: Request[];
  /** The requests that intake did something for: each id once, as the real one. */
  readonly done: Request[];
  readonly log: string[];
  /** What intake answers from now on. */
  answers(script: Script): void;
  /** What the board tells where. */
  tells(...threads: readonly Thread[]): void;
  start(): Promise<void>;
  /** The chat only: Slack stays. */
  stopChat(): Promise<void>;
  stop(): Promise<void>;
}

export interface BotOptions extends SlackOptions {
  readonly by?: (slack: SlackDouble) => SlackConfig['by'];
  readonly botToken?: string;
}

export const ok = (title: string): Answer => ({ code: 'ok', card: { title, tone: 'good' } });

/** The real chat before a stand-in for Slack, and an intake that answers what the test wants. */
export async function startBot(options: BotOptions = {}): Promise<Bot> {
  const slack = await startSlack(options);
  const alice = slack.addUser({ name: 'alice' });
  const ops = slack.addChannel({ name: 'ops' });
  const requests: Request[] = [];
  const done: Request[] = [];
  const log: string[] = [];
  let script: Script = ({ text }) => ok(`did: ${text}`);
  let threads: readonly Thread[] = [];
  const say = (text: string) => void log.push(text);
  const by = options.by?.(slack) ?? { mode: 'socket' as const, appToken: new Secret(slack.appToken) };
  const chat = createSlackChat({
    config: { botToken: new Secret(options.botToken ?? slack.botToken), by, apiUrl: slack.apiUrl },
    people: [{ name: 'alice', local: [], slack: [alice] }],
    groups: [],
    lookup,
    board: { ...emptyBoard, open: async () => threads },
    installation: 'test',
    lead: (_key, led) => leadAlone(led),
    log: { info: say, warn: say, error: say },
    intake: {
      async handle(request) {
        requests.push(request);
        if (!done.some(({ id }) => id === request.id)) done.push(request);
        return script(request);
      },
    },
  });
  return {
    slack,
    alice,
    ops,
    requests,
    done,
    log,
    answers: (next) => {
      script = next;
    },
    tells: (...next) => {
      threads = next;
    },
    start: () => chat.start(),
    stopChat: () => chat.stop(),
    async stop() {
      await chat.stop();
      await slack.stop();
    },
  };
}

const lookup: Lookup = {
  language: async () => 'en',
  clusters: async () => ['web'],
  releases: async () => ['v1'],
  needsApproval: () => true,
  home: async () => [
    { title: 'web runs v1', tone: 'good', buttons: [{ label: 'Pause', command: 'pause r1' }] },
  ],
};

const emptyBoard: Board = {
  open: async () => [],
  posts: async () => ({ posts: [], final: false }),
  shown: async () => new Map(),
  keep: async () => undefined,
  close: async () => undefined,
  listen: () => () => undefined,
};
