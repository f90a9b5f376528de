import type { NoticeTarget } from '../../model/config.ts';
import type { Board } from '../../report/board.ts';
import type { Language } from '../../text/language.ts';
import { createTelling, type Telling } from '../deliver/lead.ts';
import { type Pace, patience } from '../deliver/options.ts';
import type { Lead, Led } from '../lead.ts';
import type { Log } from '../log.ts';
import { within } from '../work.ts';
import { noticePlatform } from './platform.ts';
import { createRobot } from './robot.ts';
import type { Sender } from './sender.ts';
import { createWebhook } from './webhook.ts';

export interface NoticesOptions {
  readonly targets: readonly NoticeTarget[];
  /** Where a target has no language of its own; absent: English. */
  readonly language?: Language;
  readonly board: Board;
  readonly installation: string;
  readonly log: Log;
  readonly pace?: Partial<Pace>;
  lead(key: string, led: Led): Lead;
}

/** A custom robot takes 20 messages a minute; each address has a writer of its own. */
const defaultPace: Pace = { ...patience, channelMs: 4_000, perMinute: 60 };
const finishMs = 5_000;

/** Tells robots and webhooks of every state, one after the other, by one process at a time. */
export function createNotices(options: NoticesOptions): { start(): Promise<void>; stop(): Promise<void> } {
  const { targets, log, language = 'en' } = options;
  const languageIn = (name: string) => targets.find((target) => target.name === name)?.language ?? language;
  const telling: Telling = createTelling({
    ...options,
    languageIn,
    pace: { ...defaultPace, ...options.pace },
    log: (text) => log.warn(`notices: ${text}`),
    platform: (guard) =>
      noticePlatform(new Map(targets.map((target) => [target.name, guard(senderOf(target))]))),
  });
  return {
    start: async () => telling.start(),
    stop: async () => void (await within(telling.stop(), finishMs)),
  };
}

const senderOf = (target: NoticeTarget): Sender =>
  target.kind === 'dingtalk' ? createRobot(target) : createWebhook(target);
