import { describe, expect, it } from 'vitest';
import { minimal, problems } from './support.ts';

describe('notices', () => {
  const of = (text: string) =>
    problems(`${minimal}notices:\n  n: { ${text} }\n`).map((line) => line.replace(/^\d+:\d+ /, ''));

  it.each([
    ['clusters: [web]', 'notices.n: takes exactly one of `dingtalk` and `webhook`, and has none'],
    [
      'dingtalk: { url: "https://oapi.dingtalk.com/robot/send", secret: SECx }',
      'notices.n.dingtalk.url: must be the robot’s URL with its `access_token`',
    ],
    [
      'dingtalk: { url: "https://d.example/?access_token=1", secret: x }',
      'notices.n.dingtalk.secret: must be the robot’s sign secret, which begins with `SEC`',
    ],
    ['webhook: { url: nowhere, secret: x }', 'notices.n.webhook.url: must be an http:// or https:// URL'],
    [
      'webhook: { url: "https://a.example", secret: x }, clusters: [wbe]',
      'notices.n.clusters[0]: is none of the clusters; did you mean `web`?',
    ],
  ])('%s', (text, problem) => {
    expect(of(text)).toEqual([problem]);
  });
});
