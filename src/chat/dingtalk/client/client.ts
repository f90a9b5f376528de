import type { DingTalkChat } from '../../../model/config.ts';
import { createCall } from './call.ts';
import { type Cards, createCards } from './cards.ts';
import { createRobot, type Robot } from './robot.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createToken } from './token.ts';

/** All that the bot asks of DingTalk. Nothing is asked twice by itself, except with a new token after a refused one. */
export interface DingTalkClient {
  readonly robot: Robot;
  /** Absent where the config has no card template. */
  readonly cards?: Cards;
  readonly sessions: Sessions;
}

export function createDingTalkClient(config: DingTalkChat): DingTalkClient {
  const { cardTemplate } = config;
  const call = createCall(config.apiUrl, createToken(config));
  return {
    robot: createRobot(call, config),
    sessions: createSessions(),
    ...(cardTemplate !== undefined && { cards: createCards(call, { ...config, cardTemplate }) }),
  };
}
