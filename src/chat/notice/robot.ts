import { z } from 'zod';
import type { Secret } from '../../model/secret.ts';
import { say } from '../../text/say.ts';
import type { Trouble } from '../deliver/platform.ts';
import { type Answered, postJson } from './post.ts';
import type { Sender, Sent } from './sender.ts';
import { robotSign } from './sign.ts';
import { NoticeFailure } from './trouble.ts';

export interface RobotTarget {
  readonly name: string;
  /** With its `access_token`. */
  readonly url: Secret;
  readonly secret: Secret;
}

/** Over 20 messages in a minute close the webhook for ten (https://open.dingtalk.com/document/robots/custom-robot-access). */
const closedMs = 600_000;

/** A custom robot of a DingTalk group, with a sign secret. */
export function createRobot({ name, url, secret }: RobotTarget, now: () => number = Date.now): Sender {
  const target = `notices.${name}`;
  return async (sent) => {
    const ms = now();
    const signed = new URL(url.reveal());
    signed.searchParams.set('timestamp', String(ms));
    signed.searchParams.set('sign', robotSign(secret.reveal(), ms));
    const answered = await postJson({ target, url: signed.href, body: JSON.stringify(messageOf(sent)) });
    const trouble = troubleOf(answered);
    if (trouble) throw new NoticeFailure(target, trouble);
  };
}

const signs = { plain: '', good: '✅ ', warning: '⚠️ ', bad: '❌ ' } as const;

function messageOf({ notice, again }: Sent): object {
  const { text, tone, requester } = notice;
  const lines = [
    `${signs[tone]}${escaped(text)}`,
    escaped(say`by ${requester}`),
    ...(again ? [twice()] : []),
  ];
  return { msgtype: 'markdown', markdown: { title: text.slice(0, 100), text: lines.join('\n\n') } };
}

const twice = () => say`DingTalk did not confirm this message the first time: it may stand here twice.`;

/** Nothing in a text is markup, or mentions anybody. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_[\]#<>!|~]/gu, (sign) => `\\${sign}`).replaceAll('@', '＠');

const answer = z.object({ errcode: z.number() });

/** It says no with HTTP 200. 130101: too many; -1: its own trouble; 310000 and all about tokens: the robot takes nothing from us. */
function troubleOf({ status, text }: Answered): Trouble | undefined {
  const read = answer.safeParse(parsed(text));
  if (!read.success)
    return status < 500 && status >= 400 ? refused(httpCode(status)) : { kind: 'away', done: 'unknown' };
  const { errcode } = read.data;
  if (errcode === 0) return undefined;
  if (errcode === 130101) return { kind: 'ratelimited', retryAfterMs: closedMs };
  if (errcode === -1) return { kind: 'away', done: 'unknown' };
  return refused(String(errcode), errcode === 460101 ? 'content' : 'shut');
}

const httpCode = (status: number): string => `HTTP ${status}`; // not shown

const refused = (code: string, means: 'shut' | 'content' = 'shut'): Trouble => ({
  kind: 'refused',
  means,
  code,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
