import { expect, test } from 'vitest';
import { checkText } from '../../src/config/check.ts';
import { changed, minimal, read } from './support.ts';

test('a valid file comes to a summary, with all that it leaves to defaults', () => {
  expect(
    checkText(read(minimal)),
  ).toBe(`The configuration is valid: 1 cluster, 3 hosts, 1 pool, 1 load balancer.
  web: 3 hosts in lb1/web; deploys by ssh, 1 probe
  lb1: haproxy at /run/haproxy/admin.sock
  data in /etc/rollout/.rollout, store embedded
Left to defaults:
  the file — people: everybody is known by their login name · store: embedded · locks: store · dataDir: .rollout · approvalExpires: 30m · language: en
  chat — local: true
  clusters.web.access — view: everybody · deploy: everybody · approve: everybody · disable: whoever may deploy · onCall: nobody · mentionOnCall: false · onCallConfirms: true · approvals: 1 · distinctApprover: false
  clusters.web.deploy — restart: the commands · current: the bot's own record · timeout: 10m
  clusters.web.deploy.ssh — port: 22 · key: ~/.ssh/id_ed25519 · knownHosts: ~/.ssh/known_hosts · connectTimeout: 10s · keepAlive: 15s
  clusters.web.strategy — batch: 1 · gate: person with a canary · soak: 0 · minInService: 50% · onFailure: pause · afterCrash: continue · poolHealthWithin: 60s · capacityWithin: 60s
  clusters.web.strategy.connections — within: 30s · onTimeout: ask · port: the port in the member's name or address
  clusters.web.verify[0] — within: 60s · interval: 1s · successes: 1
  providers.lb1 — timeout: 5s
`);
});

test('what is said is no default, and neither is what another key takes the place of', () => {
  const told = checkText(read(changed(['user: deploy', 'user: deploy, password: p, port: 23'])));
  expect(told).toContain(
    '\n  clusters.web.deploy.ssh — knownHosts: ~/.ssh/known_hosts · connectTimeout: 10s · keepAlive: 15s\n',
  );
});

test('a wrong file comes to every problem, in order, and their number', () => {
  const text = changed(['type: haproxy', 'type: traefik'], ['lb1/web', 'lb9/web']);
  const told = checkText(read(text)).replace(/\(`haproxy`[^)]*\)/, '(KINDS)');
  expect(
    told,
  ).toBe(`/etc/rollout/rollout.yml:2:16 providers.lb1.type: must be a load balancer with a \`type\` (KINDS), not \`traefik\`
/etc/rollout/rollout.yml:5:13 clusters.web.pools[0]: is in no known provider; did you mean \`lb1\`?
2 problems
`);
});

test('warnings come last', () => {
  const told = checkText(read(minimal.replace(/ {4}verify:\n.*\n/, '')));
  expect(told.trimEnd().split('\n').at(-1)).toMatch(
    /^warning: \/etc\/rollout\/rollout.yml:4:3 clusters.web: has no `verify`/,
  );
});

test('the summary tells who, when and where, and no secret', () => {
  const text = changed(['    verify:', '    channels: { slack: C0WEB }\n    verify:']);
  const told = checkText(
    read(`${text}people: { alice: { slack: U0A }, bob: {} }
groups: { oncall: { people: [alice], slack: S0ON } }
freezes:
  weekend: { days: [sat, sun], zone: Europe/Berlin, reason: why }
  night: { days: mon, from: "22:00", to: "06:05", zone: UTC, clusters: [web], reason: why }
  evening: { days: mon, from: "18:00", zone: UTC, reason: why }
  end: { dates: 2026-12-23..2027-01-02, zone: UTC, reason: why }
chat: { slack: { botToken: xoxb-b, signingSecret: hunter2, channel: C0OPS } }
`),
  );
  expect(told).toContain(`
  web: 3 hosts in lb1/web; deploys by ssh, 1 probe; told in slack C0WEB
  lb1: haproxy at /run/haproxy/admin.sock
  people: 2, 1 of them in slack
  group oncall: alice, slack S0ON
  freeze weekend: sat, sun (Europe/Berlin), all clusters
  freeze night: mon 22:00 to 06:05 (UTC), web
  freeze evening: mon 18:00 to 24:00 (UTC), all clusters
  freeze end: 2026-12-23 to 2027-01-02 (UTC), all clusters
  slack by HTTP at 127.0.0.1:3000/slack/events, channel C0OPS
  data in`);
  expect(told).toContain('\n  chat.slack — listen: 127.0.0.1:3000/slack/events · apiUrl:');
  expect(told).not.toMatch(/xoxb-b|hunter2/);
});

test('the summary of Socket Mode leaves out what only HTTP has', () => {
  const told = checkText(
    read(
      `${minimal}people: { alice: { local: [a] } }\nchat: { slack: { botToken: xoxb-b, appToken: xapp-a } }\n`,
    ),
  );
  expect(told).toContain('\n  people: 1, 0 of them in slack\n  slack by Socket Mode\n');
  expect(told).toContain('\n  chat.slack — apiUrl: https://slack.com/api/\n');
  expect(checkText(read(`${minimal}people: { alice: {} }\n`))).toContain('\n  people: 1\n');
});
