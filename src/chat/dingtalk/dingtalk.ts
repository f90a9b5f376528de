import type { Intake } from '../../intake/intake.ts';
import { channelLanguage } from '../../intake/languages.ts';
import type { Lookup } from '../../intake/lookup.ts';
import type { DingTalkChat as DingTalkConfig, Person } from '../../model/config.ts';
import type { Place } from '../../model/place.ts';
import type { Group } from '../../model/who.ts';
import type { Board } from '../../report/board.ts';
import type { Language } from '../../text/language.ts';
import type { Pace } from '../deliver/options.ts';
import type { Lead, Led } from '../lead.ts';
import type { Log } from '../log.ts';
import { createWork, within } from '../work.ts';
import { createDingTalkClient } from './client/client.ts';
import { createTelling } from './deliver/deliver.ts';
import { createDingTalkPeople } from './people/people.ts';
import { listener } from './receive/listen.ts';
import { createTurns } from './receive/turns.ts';
import { keepStreaming } from './stream/line.ts';

export interface DingTalkOptions {
  readonly config: DingTalkConfig;
  /** Where neither DingTalk nor the group has a language of its own; absent: English. */
  readonly language?: Language;
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  /** Where clusters are told, in any chat. */
  readonly places: readonly Place[];
  readonly intake: Intake;
  readonly board: Board;
  /** Who reads what; absent: everybody what their conversation is told in. */
  readonly lookup?: Pick<Lookup, 'language'>;
  /** Tells this database's messages from those of another one in the same group. */
  readonly installation: string;
  readonly log: Log;
  /** Has something done by one of the bot's processes at a time. */
  lead(key: string, led: Led): Lead;
  /** Other times than DingTalk's own, where its time runs otherwise. */
  readonly pace?: Partial<Pace>;
}

export interface DingTalkChat {
  /**
   * Begins to listen and to tell. Resolves when DingTalk was tried once, or after a few seconds; where it can't be
   * reached that is logged and tried again until `stop`. Never throws.
   */
  start(): Promise<void>;
  /** Takes nothing new, lets what is under way end (at most 5 s), and closes the connection. */
  stop(): Promise<void>;
}

const firstTryMs = 3_000;
const finishMs = 5_000;
/** Of a robot's 20 messages a minute; the others tell (deliver/deliver.ts). */
const answersPerMinute = 7;

const toldIn = ({ config, language = 'en' }: DingTalkOptions, channel: string): Language =>
  channelLanguage(config, channel) ?? language;

/** Where it can't be looked up what a person chose, the config says. */
async function readBy(options: DingTalkOptions, { person, channel }: { person: string; channel: string }) {
  const configured = options.people.find(({ name }) => name === person)?.language ?? toldIn(options, channel);
  const read = options.lookup?.language({ person, place: { chat: 'dingtalk', channel } });
  return (await read?.catch(() => undefined)) ?? configured;
}

/** DingTalk: messages and clicks go to intake, and what the board has to tell is told. */
export function createDingTalkChat(options: DingTalkOptions): DingTalkChat {
  const { config, log, places } = options;
  const languageIn = (channel: string) => toldIn(options, channel);
  const client = createDingTalkClient(config);
  const people = createDingTalkPeople(options.people, options.groups);
  const work = createWork('DingTalk', log);
  const turn = createTurns(answersPerMinute, options.pace?.minuteMs);
  const languageOf = (person: string, channel: string) => readBy(options, { person, channel });
  const service = { ...options, client, people, turn, languageIn, languageOf };
  const onDelivered = listener({ service, work, places });
  const telling = createTelling({
    ...options,
    client,
    people,
    languageIn,
    log: (text) => log.warn(`DingTalk: ${text}`),
  });
  let stopStream = async () => {};
  return {
    async start() {
      const stream = keepStreaming({ config, log, onDelivered });
      stopStream = stream.stop;
      telling.start();
      await within(stream.tried, firstTryMs);
    },
    async stop() {
      await Promise.all([
        work.finish(finishMs),
        within(stopStream(), finishMs),
        within(telling.stop(), finishMs),
      ]);
    },
  };
}
