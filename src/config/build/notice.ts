import type { NoticeTarget } from '../../model/config.ts';
import type { NoticeInput } from '../schema/notice.ts';
import { given } from './given.ts';

export function notice(name: string, { dingtalk, webhook, clusters, language }: NoticeInput): NoticeTarget {
  const to = dingtalk ?? webhook;
  if (!to) throw new Error(`the notice ${name} goes nowhere`); // not shown
  return { name, kind: dingtalk ? 'dingtalk' : 'webhook', ...to, ...given({ clusters, language }) };
}
