import { kept } from '../../text/say.ts';
import type { Finding } from '../finding.ts';
import type { Facts } from './facts.ts';
import { isInClear } from './in-clear.ts';

/** A DingTalk that nobody could use or that others can listen to, and groups of a DingTalk that is not there. */
export function dingtalkWarnings(facts: Facts): Finding[] {
  return facts.dingtalk ? [...nobody(facts), ...inClear(facts.dingtalk.apiUrl)] : groupsOfNone(facts);
}

function nobody({ people }: Facts): Finding[] {
  if (Object.values(people.entries).some(({ dingtalk }) => dingtalk.length > 0)) return [];
  const message = kept`has nobody who may use it: give people their DingTalk user ids`;
  return [{ path: ['chat', 'dingtalk'], message, key: true }];
}

const inClear = (apiUrl = ''): Finding[] =>
  isInClear(apiUrl)
    ? [{ path: ['chat', 'dingtalk', 'apiUrl'], message: kept`sends the secret unencrypted; use https://` }]
    : [];

const groupsOfNone = ({ clusters }: Facts): Finding[] =>
  Object.entries(clusters)
    .filter(([, { inDingTalk }]) => inDingTalk)
    .map(([name]) => ({
      path: ['clusters', name, 'channels', 'dingtalk'],
      message: kept`means nothing without \`chat.dingtalk\``,
    }));
