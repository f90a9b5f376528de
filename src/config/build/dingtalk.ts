import type { DingTalkChat } from '../../model/config.ts';
import type { DingTalkChatInput } from '../schema/dingtalk.ts';
import { given } from './given.ts';

const publicApi = 'https://api.dingtalk.com/';

export const dingtalkChat = (input: DingTalkChatInput): DingTalkChat => ({
  clientId: input.clientId,
  clientSecret: input.clientSecret,
  robotCode: input.robotCode ?? input.clientId,
  apiUrl: withSlash(input.apiUrl ?? publicApi),
  ...given({
    cardTemplate: input.cardTemplate,
    channel: input.channel,
    language: input.language,
    languages: input.languages,
  }),
});

/** Paths are put right behind it. */
const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);
