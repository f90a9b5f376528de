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
  the file — people: everybody is known by their login name · store: embedded · locks: store · dataDir: .rollout · approvalExpires: 30m
  chat — local: true
  clusters.web.access — deploy: everybody · approve: everybody · approvals: 1 · distinctApprover: false
  clusters.web.deploy — restart: the commands · current: the bot's own record · timeout: 10m
  clusters.web.deploy.ssh — port: 22 · key: ~/.ssh/id_ed25519 · knownHosts: ~/.ssh/known_hosts · connectTimeout: 10s · keepAlive: 15s
  clusters.web.strategy — batch: 1 · gate: person with a canary · soak: 0 · minInService: 50% · onFailure: pause · poolHealthWithin: 60s · capacityWithin: 60s
  clusters.web.strategy.connections — within: 30s · onTimeout: ask
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
  const text = changed(['type: haproxy', 'type: nginx'], ['lb1/web', 'lb9/web']);
  expect(
    checkText(read(text)),
  ).toBe(`/etc/rollout/rollout.yml:2:16 providers.lb1.type: must be a load balancer with a \`type\` (\`haproxy\`), not \`nginx\`
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
