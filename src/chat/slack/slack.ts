import type { GroupSource } from '../../intake/directory.ts';
import type { Intake } from '../../intake/intake.ts';
import { channelLanguage } from '../../intake/languages.ts';
import type { Lookup } from '../../intake/lookup.ts';
import type { Person, SlackChat as SlackConfig } from '../../model/config.ts';
import type { Group } from '../../model/who.ts';
import type { Board } from '../../report/board.ts';
import type { Language } from '../../text/language.ts';
import type { Pace } from '../deliver/options.ts';
import type { Lead, Led } from '../lead.ts';
import { createWork, within } from '../work.ts';
import { createSlackClient } from './client/client.ts';
import { createSelf } from './client/identity.ts';
import type { Log } from './client/log.ts';
import { patient } from './client/patient.ts';
import { createTelling } from './deliver/deliver.ts';
import { createHome } from './home/home.ts';
import { createModal } from './modal/modal.ts';
import { createSlackPeople } from './people/people.ts';
import { openLines } from './receive/lines.ts';
import { listen } from './receive/listen.ts';
import type { Service } from './receive/service.ts';

export interface SlackOptions {
  readonly config: SlackConfig;
  /** Where neither Slack nor the channel has a language of its own; absent: English. */
  readonly language?: Language;
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly intake: Intake;
  readonly lookup: Lookup;
  readonly board: Board;
  /** Tells this database's messages from those of another one in the same channel. */
  readonly installation: string;
  readonly log: Log;
  /** Has something done by one of the bot's processes at a time. */
  lead(key: string, led: Led): Lead;
  /** Other times than Slack's own, where its time runs otherwise. */
  readonly pace?: Partial<Pace>;
}

export interface SlackChat {
  /**
   * Begins to listen and to tell. Resolves when Slack was tried once, or after a few seconds; where it can't be reached
   * that is logged and tried again until `stop`. Never throws.
   */
  start(): Promise<void>;
  /** Takes nothing new, lets what is under way end (at most 5 s), and closes the connections. */
  stop(): Promise<void>;
  /** Who is in Slack's user groups; also before `start`. */
  readonly groups: GroupSource;
}

const firstTryMs = 3_000;
const finishMs = 5_000;

/** Slack: commands, mentions and clicks go to intake, and what the board has to tell is told. */
export function createSlackChat(options: SlackOptions): SlackChat {
  const { config, log, language = 'en' } = options;
  const languageIn = (channel: string) => channelLanguage(config, channel) ?? language;
  const client = createSlackClient(config, log);
  const self = createSelf(client, log);
  const people = createSlackPeople({ ...options, client, team: async () => (await self.learn()).teamId });
  const answering = patient(client);
  const modal = createModal({ ...options, views: answering });
  const home = createHome({ ...options, languageIn, publish: answering.viewsPublish });
  const service: Service = { ...options, languageIn, client: answering, people, modal, home };
  const work = createWork('Slack', log);
  const telling = createTelling({
    ...options,
    client,
    people,
    languageIn,
    log: (text) => log.warn(`Slack: ${text}`),
  });
  let stopLines = async () => {};
  return {
    groups: people,
    async start() {
      const lines = openLines({ config, self, log, listen: (app) => listen(app, { service, self, work }) });
      stopLines = lines.stop;
      telling.start();
      await within(lines.tried, firstTryMs);
    },
    async stop() {
      await Promise.all([
        work.finish(finishMs),
        within(stopLines(), finishMs),
        within(telling.stop(), finishMs),
      ]);
    },
  };
}
