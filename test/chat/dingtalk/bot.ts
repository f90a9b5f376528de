import type { DingTalkOptions as ChatOptions } from '../../../src/chat/dingtalk/dingtalk.ts';
import { createDingTalkChat } from '../../../src/chat/dingtalk/dingtalk.ts';
import { leadAlone } from '../../../src/fleet/lead.ts';
import type { Answer, Request } from '../../../src/intake/intake.ts';
import type { DingTalkChat as DingTalkConfig } from '../../../src/model/config.ts';
import { Secret } from '../../../src/model/secret.ts';
import type { Board, Thread } from '../../../src/report/board.ts';
import { type DingTalkDouble, type DingTalkOptions, startDingTalk } from '../../doubles/dingtalk/dingtalk.ts';

type Script = (request: Request) => Answer | Promise<Answer>;

export interface Bot {
  readonly dingtalk: DingTalkDouble;
  readonly alice: string;
  readonly ops: string;
  /** Every request that came to intake, repeated ones too. */
  readonly requests: Request[];
  readonly log: string[];
  /** What intake answers from now on. */
  answers(script: Script): void;
  /** What the board tells where. */
  tells(...threads: readonly Thread[]): void;
  start(): Promise<void>;
  /** The chat only: DingTalk stays. */
  stopChat(): Promise<void>;
  stop(): Promise<void>;
}

export const ok = (title: string): Answer => ({ code: 'ok', card: { title, tone: 'good' } });

export const configOf = (
  { clientId, clientSecret, apiUrl }: DingTalkDouble,
  more: Partial<DingTalkConfig> = {},
): DingTalkConfig => ({
  clientId,
  clientSecret: new Secret(clientSecret),
  robotCode: clientId,
  apiUrl,
  ...more,
});

/** The real chat with the real package before a stand-in for DingTalk, and an intake that answers what the test wants. */
export async function startBot(
  options: DingTalkOptions & { readonly config?: Partial<DingTalkConfig> } & Pick<ChatOptions, 'lookup'> = {},
): Promise<Bot> {
  const dingtalk = await startDingTalk(options);
  const alice = dingtalk.addPerson('Alice');
  const ops = dingtalk.addGroup('ops');
  const requests: Request[] = [];
  const log: string[] = [];
  let script: Script = ({ text }) => ok(`did: ${text}`);
  let threads: readonly Thread[] = [];
  const say = (text: string) => void log.push(text);
  const chat = createDingTalkChat({
    config: configOf(dingtalk, options.config),
    ...(options.lookup && { lookup: options.lookup }),
    people: [{ name: 'alice', local: [], slack: [], dingtalk: [alice] }],
    groups: [],
    places: [],
    board: { ...emptyBoard, open: async () => threads },
    installation: 'test',
    lead: (_key, led) => leadAlone(led),
    log: { info: say, warn: say, error: say },
    intake: {
      async handle(request) {
        requests.push(request);
        return script(request);
      },
    },
  });
  return {
    dingtalk,
    alice,
    ops,
    requests,
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
      await dingtalk.stop();
    },
  };
}

const emptyBoard: Board = {
  open: async () => [],
  posts: async () => ({ posts: [], final: false }),
  shown: async () => new Map(),
  keep: async () => undefined,
  close: async () => undefined,
  listen: () => () => undefined,
};
