import { describe, expect, test } from 'vitest';
import { minimal, problems } from './support.ts';

describe('freezes', () => {
  const freeze = (text: string): string[] =>
    problems(`${minimal}freezes:\n  f: { ${text} }\n`).map((line) => line.replace(/^\d+:\d+ /, ''));
  const rest = 'zone: UTC, reason: why';
  const time = 'must be a time of day such as `18:00`, in quotes, from 00:00 to';
  const zone = 'freezes.f.zone: must be a time zone such as `Europe/Berlin` or `UTC`';

  test.each([
    [
      `days: mon, dates: 2026-01-01, ${rest}`,
      'freezes.f: takes exactly one of `days` and `dates`, and has `days` and `dates`',
    ],
    [rest, 'freezes.f: takes exactly one of `days` and `dates`, and has none'],
    [
      `days: [mon, tues], ${rest}`,
      'freezes.f.days[1]: must be a weekday from `mon` to `sun`, or a range of them such as `mon-fri`',
    ],
    [
      `days: mon-friday, ${rest}`,
      'freezes.f.days: must be a weekday from `mon` to `sun`, or a range of them such as `mon-fri`',
    ],
    [`days: mon, from: "24:00", ${rest}`, `freezes.f.from: ${time} 23:59`],
    [`days: mon, from: 8, ${rest}`, `freezes.f.from: ${time} 23:59`],
    [`days: mon, to: "24:01", ${rest}`, `freezes.f.to: ${time} 24:00`],
    [`days: mon, to: "8:00", ${rest}`, `freezes.f.to: ${time} 24:00`],
    [
      `dates: 2026-01-01, from: "08:00", ${rest}`,
      'freezes.f: has a `from`, which goes with `days`; `dates` are whole days',
    ],
    [
      `dates: 2026-01-01, to: "08:00", ${rest}`,
      'freezes.f: has a `to`, which goes with `days`; `dates` are whole days',
    ],
    [`dates: 2027-01-02..2026-12-23, ${rest}`, 'freezes.f.dates: ends before it begins'],
    [`dates: 2026-02-28..2026-02-29, ${rest}`, 'freezes.f.dates: has a day that is in no calendar'],
    [`dates: 2026-13-01, ${rest}`, 'freezes.f.dates: has a day that is in no calendar'],
    [
      `dates: christmas, ${rest}`,
      'freezes.f.dates: must be days such as `2026-12-23..2027-01-02`, or one such as `2026-12-24`',
    ],
    ['days: mon, reason: why, zone: Europe/Berln', `${zone}; did you mean \`Europe/Berlin\`?`],
    ['days: mon, reason: why, zone: "+01:00"', zone],
    ['days: mon, reason: why, zone: 1', zone],
    ['days: mon, reason: why, zone: ""', zone],
    [
      'days: mon, reason: why',
      'freezes.f.zone: is missing: The time zone in which its days and times are read, such as `Europe/Berlin`.',
    ],
    [
      'days: mon, zone: UTC',
      'freezes.f.reason: is missing: Why nothing is rolled then; whoever is refused is told.',
    ],
    [
      `days: mon, clusters: [web, wbe], ${rest}`,
      'freezes.f.clusters[1]: is none of the clusters; did you mean `web`?',
    ],
  ])('%s', (text, told) => {
    expect(freeze(text)).toEqual([told]);
  });

  test('of a cluster that cannot be read itself, or among clusters that cannot', () => {
    const frozen = 'freezes: { f: { days: mon, clusters: [web], zone: UTC, reason: why } }\n';
    expect(
      problems(`providers: { lb1: { type: haproxy, socket: /s } }\nclusters: { web: 1 }\n${frozen}`),
    ).toHaveLength(1);
    expect(
      problems(`providers: { lb1: { type: haproxy, socket: /s } }\nclusters: [web]\n${frozen}`),
    ).toHaveLength(1);
  });
});
