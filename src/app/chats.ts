import type { Logger } from 'pino';
import type { Parts } from '../assembly/parts.ts';
import { createDingTalkChat, type DingTalkChat } from '../chat/dingtalk/dingtalk.ts';
import { createNotices } from '../chat/notice/notices.ts';
import { createSlackChat, type SlackChat } from '../chat/slack/slack.ts';
import type { Config } from '../model/config.ts';

/** Slack's side, if the config has it. Where it can't be reached, everything else goes on. */
export function slackChat(
  { chat, people, groups, language }: Config,
  parts: Parts,
  log: Logger,
): SlackChat | undefined {
  if (!chat.slack) return undefined;
  const { intake, lookup, board, installation, lead } = parts;
  return createSlackChat({
    ...{ config: chat.slack, language, people, groups, intake, lookup, board, installation, lead },
    log: chatLog(log),
  });
}

/** DingTalk's side, if the config has it; as Slack's. */
export function dingtalkChat(config: Config, parts: Parts, log: Logger): DingTalkChat | undefined {
  const { chat, people, groups, clusters, language } = config;
  if (!chat.dingtalk) return undefined;
  const { intake, lookup, board, installation, lead } = parts;
  const places = clusters.flatMap((cluster) => cluster.places);
  return createDingTalkChat({
    ...{ config: chat.dingtalk, language, people, groups, places, intake, lookup, board, installation, lead },
    log: chatLog(log),
  });
}

/** Robots and webhooks, if the config has any. */
export function notices({ notices: targets = [], language }: Config, parts: Parts, log: Logger) {
  if (targets.length === 0) return undefined;
  const { noticeBoard: board, installation, lead } = parts;
  return createNotices({ targets, language, board, installation, lead, log: chatLog(log) });
}

const chatLog = (log: Logger) => ({
  info: (text: string) => log.info(text),
  warn: (text: string) => log.warn(text),
  error: (text: string) => log.error(text),
});
