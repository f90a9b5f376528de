import { describe, expect, test } from 'vitest';
import { changed, minimal, problems } from './support.ts';

type Change = readonly [from: string, to: string];

interface Wrong {
  readonly name: string;
  readonly change: readonly Change[];
  /** Everything that is told, in order: LINE:COLUMN PATH: MESSAGE. */
  readonly told: readonly string[];
}

const strategy = (text: string): Change => ['    verify:', `    strategy: { ${text} }\n    verify:`];
const probe = (text: string): Change => ['http: http://{address}:8080/health', text];
const ssh = (text: string): Change => ['user: deploy', `user: deploy, ${text}`];
const top = (text: string): Change => ['providers:', `${text}\nproviders:`];

const cases: readonly Wrong[] = [
  {
    name: 'an unknown key, at the key, with the nearest',
    change: [strategy('baches: [1]')],
    told: ['10:17 clusters.web.strategy.baches: unknown key `baches`; did you mean `batch`?'],
  },
  {
    name: 'an unknown key that is near nothing',
    change: [ssh('frobnicate: 1')],
    told: [
      '8:28 clusters.web.deploy.ssh.frobnicate: unknown key `frobnicate`; known: `user`, `port`, `key`, `passphrase`, `agent`, `password`, `knownHosts`, `fingerprint`, `connectTimeout`, `keepAlive`, `jump`',
    ],
  },
  {
    name: 'another way to write a key',
    change: [strategy('min_in_service: 1')],
    told: [
      '10:17 clusters.web.strategy.min_in_service: unknown key `min_in_service`; did you mean `minInService`?',
    ],
  },
  {
    name: 'a missing key, at what it is missing in',
    change: [['{ user: deploy }', '{ port: 22 }']],
    told: [
      "8:7 clusters.web.deploy.ssh.user: is missing: Who to log in as; nothing is guessed from the bot's own user.",
    ],
  },
  {
    name: 'a key without a value',
    change: [['deploy:\n      ssh: { user: deploy }', 'deploy:\n      ssh:']],
    told: ['8:7 clusters.web.deploy.ssh: has no value: Runs the commands on each host, logged in like this.'],
  },
  {
    name: 'no amount, in each form that there is',
    change: [strategy('batch: lots, minInService: -1, maxOut: 0, canary: 120%')],
    told: [
      '10:24 clusters.web.strategy.batch: must be the size of a batch: a number of hosts (3) or a share of them (25%), not `lots`',
      '10:44 clusters.web.strategy.minInService: must be what stays in service: a number of hosts (3) or a share of them (25%), not `-1`',
      '10:56 clusters.web.strategy.maxOut: must be what may be out: a number of hosts (3) or a share of them (25%), not `0`',
      '10:67 clusters.web.strategy.canary: must be the size of the canary: a number of hosts (3) or a share of them (25%), not `120%`',
    ],
  },
  {
    name: 'one bad item of a list',
    change: [strategy('batch: [1, many]')],
    told: [
      '10:28 clusters.web.strategy.batch[1]: must be the size of a batch: a number of hosts (3) or a share of them (25%), not `many`',
    ],
  },
  {
    name: 'durations without a unit, of 0, and too long',
    change: [strategy('soak: 30, poolHealthWithin: 0s, capacityWithin: 30d')],
    told: [
      '10:23 clusters.web.strategy.soak: must be a duration such as `500ms`, `30s`, `5m`, `2h` or `1d` (up to 24d), not `30`',
      '10:45 clusters.web.strategy.poolHealthWithin: must be a duration such as `500ms`, `30s`, `5m`, `2h` or `1d` (above 0, up to 24d), not `0s`',
      '10:65 clusters.web.strategy.capacityWithin: must be a duration such as `500ms`, `30s`, `5m`, `2h` or `1d` (up to 24d), not `30d`',
    ],
  },
  {
    name: 'no choice',
    change: [strategy('onFailure: explode')],
    told: ['10:28 clusters.web.strategy.onFailure: must be `pause` or `abort` or `rollback`, not `explode`'],
  },
  {
    name: 'a bad port',
    change: [ssh('port: 70000')],
    told: ['8:34 clusters.web.deploy.ssh.port: must be a port, a whole number from 1 to 65535, not `70000`'],
  },
  {
    name: 'text where a mapping stands, whose text is not repeated',
    change: [['{ user: deploy }', 'hunter2']],
    told: [
      '8:12 clusters.web.deploy.ssh: must be a mapping with the keys `user`, `port`, `key`, `passphrase`, `agent`, `password`, `knownHosts`, `fingerprint`, `connectTimeout`, `keepAlive`, `jump`',
    ],
  },
  {
    name: 'empty lists and mappings',
    change: [
      ['[lb1/web]', '[]'],
      ['[web-01, web-02, web-03]', '[]'],
    ],
    told: [
      '5:5 clusters.web.pools: must name at least one of its pools',
      '6:5 clusters.web.hosts: must name at least one of its hosts',
    ],
  },
  {
    name: 'no provider of a pool, a bad pool, and one twice',
    change: [['[lb1/web]', '[lb2/web, web, lb1/web, lb1/web]']],
    told: [
      '5:13 clusters.web.pools[0]: is in no known provider; did you mean `lb1`?',
      '5:22 clusters.web.pools[1]: must be a pool written PROVIDER/NAME, such as `lb1/web`, or a mapping with `provider` and `name`',
      '5:36 clusters.web.pools[3]: is named twice; name each pool once',
    ],
  },
  {
    name: 'two hosts of one name, and a number for one',
    change: [['web-02, web-03', 'web-01, 3']],
    told: [
      '6:21 clusters.web.hosts[1]: has the same name as hosts[0]; each host is named once in a cluster',
      "6:29 clusters.web.hosts[2]: must be a host's name, or a mapping with `name`, `address`, `members` and `ssh`",
    ],
  },
  {
    name: 'two hosts that are one member',
    change: [['web-02, web-03', 'web-02, { name: web-03, members: { lb1/web: web-02 } }']],
    told: [
      '6:65 clusters.web.hosts[2].members["lb1/web"]: is the same member of pools[0] as clusters.web.hosts[1]',
    ],
  },
  {
    name: 'a member of a pool that is not the cluster’s',
    change: [['web-03]', '{ name: web-03, members: { lb1/wbe: srv3 } }]']],
    told: [
      '6:56 clusters.web.hosts[2].members["lb1/wbe"]: is none of the cluster\'s pools; did you mean `lb1/web`?',
    ],
  },
  {
    name: 'a host in no pool',
    change: [['web-03]', '{ name: web-03, members: { lb1/web: false } }]']],
    told: [
      "6:29 clusters.web.hosts[2]: is a member of none of the cluster's pools; a rollout could not take it out",
    ],
  },
  {
    name: 'a pool without hosts',
    change: [
      ['[lb1/web]', '[lb1/web, lb1/old]'],
      [
        '[web-01, web-02, web-03]',
        '[{ name: a, members: { lb1/old: false } }, { name: b, members: { lb1/old: false } }]',
      ],
    ],
    told: [
      "5:22 clusters.web.pools[1]: has none of the cluster's hosts; leave the pool out, or a host's `false` for it",
    ],
  },
  {
    name: 'a strategy that never lets a host out',
    change: [strategy('minInService: 3, maxOut: 10%, canary: 100%')],
    told: [
      '10:31 clusters.web.strategy.minInService: never lets one of its 3 hosts out; at most 2 can stay in service during a rollout',
      '10:42 clusters.web.strategy.maxOut: never lets one of its 3 hosts out',
      '10:55 clusters.web.strategy.canary: takes its 3 hosts at once; a canary is fewer',
    ],
  },
  {
    name: 'one host, whose service is away without a word about it',
    change: [['[web-01, web-02, web-03]', '[web-01]']],
    told: [
      '4:3 clusters.web.strategy.minInService: must be `0`, said explicitly: the cluster has one host, and serves nothing while that one deploys',
    ],
  },
  {
    name: 'people whom nobody knows, shared logins, approvals that cannot be',
    change: [
      top('people: { alice: { local: [op] }, bob: { local: [op] } }'),
      ['    verify:', '    access: { deploy: [alcie], approve: [bob], approvals: 2 }\n    verify:'],
    ],
    told: [
      '1:50 people.bob.local[0]: is a login of `alice` too; each login belongs to one person, once',
      '11:24 clusters.web.access.deploy[0]: is neither in `people` nor in `groups`; did you mean `alice`?',
      '11:59 clusters.web.access.approvals: asks for more approvals than there are people to give them (1)',
    ],
  },
  {
    name: 'a cluster that is named like a rollout',
    change: [['  web:', '  r12:']],
    told: [
      '4:3 clusters.r12: must be a name of letters, digits, `.`, `_` and `-`, and not look like the id of a rollout (`r12`) or an override (`o5`)',
    ],
  },
  {
    name: 'an unknown load balancer',
    change: [['type: haproxy', 'type: traefik']],
    told: [
      '2:16 providers.lb1.type: must be a load balancer with a `type` (`haproxy`, `aliyun-slb`, `ucloud-ulb`, `lvs`, `f5`, `nginx`), not `traefik`',
    ],
  },
  {
    name: 'two places for one load balancer, and none',
    change: [['socket: /run/haproxy/admin.sock }', 'socket: /s, tcp: "lb:9999" }\n  lb2: { type: haproxy }']],
    told: [
      '2:3 providers.lb1: takes exactly one of `socket` and `tcp`, and has `socket` and `tcp`',
      '3:3 providers.lb2: takes exactly one of `socket` and `tcp`, and has none',
    ],
  },
  {
    name: 'several ways to log in',
    change: [ssh('key: a, agent: /x, passphrase: b, knownHosts: c, fingerprint: d')],
    told: [
      '8:7 clusters.web.deploy.ssh: takes at most one of `key`, `agent` and `password`, and has `key` and `agent`',
      '8:7 clusters.web.deploy.ssh: takes at most one of `knownHosts` and `fingerprint`, and has `knownHosts` and `fingerprint`',
      '8:7 clusters.web.deploy.ssh: has a `passphrase`, which only opens a `key`',
      '8:90 clusters.web.deploy.ssh.fingerprint: must be a fingerprint as `ssh-keygen -l` prints it (`SHA256:` and 43 characters)',
    ],
  },
  {
    name: 'a deploy that is both here and there, and does nothing',
    change: [[`commands: ['/srv/app/deploy.sh "$ROLLOUT_RELEASE"']`, 'local: true']],
    told: [
      '7:5 clusters.web.deploy: takes exactly one of `ssh` and `local`, and has `ssh` and `local`',
      '7:5 clusters.web.deploy: has nothing to do: give it `commands`, an `upload`, or both',
    ],
  },
  {
    name: 'variables for the commands that are not theirs to set, or no text',
    change: [['    verify:', '      env: { ROLLOUT_ID: x, WORKERS: 4, A-B: c }\n    verify:']],
    told: [
      "10:14 clusters.web.deploy.env.ROLLOUT_ID: must be a variable's name (letters, digits and `_`); `ROLLOUT_…` are the bot's own, and IFS, UID, PPID and OPTIND the shell's",
      '10:38 clusters.web.deploy.env.WORKERS: must be text (in quotes), or a mapping with `secret`',
      "10:41 clusters.web.deploy.env.A-B: must be a variable's name (letters, digits and `_`); `ROLLOUT_…` are the bot's own, and IFS, UID, PPID and OPTIND the shell's",
    ],
  },
  {
    name: 'a placeholder that is none',
    change: [probe('http: http://{adress}:8080/')],
    told: [
      '11:15 clusters.web.verify[0].http: has a placeholder that is none of `{host}`, `{address}` and `{release}`; did you mean `{address}`?',
    ],
  },
  {
    name: 'no URL, no regular expression, no status',
    change: [probe('http: { url: "ftp://x", body: /(/, status: [200, 7] }')],
    told: [
      '11:22 clusters.web.verify[0].http.url: must be an http:// or https:// URL',
      '11:39 clusters.web.verify[0].http.body: is written like a `/regular expression/flags`, and does not compile as one',
      '11:58 clusters.web.verify[0].http.status[1]: must be an HTTP status, a whole number from 100 to 599, not `7`',
    ],
  },
  {
    name: 'a probe of two kinds, and of none',
    change: [probe('{ tcp: 1, command: x }\n      - within: 1s')],
    told: [
      '11:9 clusters.web.verify[0]: takes exactly one of `http`, `tcp` and `command`, and has `tcp` and `command`',
      '12:9 clusters.web.verify[1]: takes exactly one of `http`, `tcp` and `command`, and has none',
    ],
  },
  {
    name: 'the sections at the top',
    change: [top('store: postgres\nlocks: redis\nchat: { local: maybe }\ndataDir: 7\napprovalExpires: soon')],
    told: [
      '1:8 store: must be `embedded`, or a mapping with the PostgreSQL `url`',
      '2:8 locks: must be `store`, or a mapping with the `url` of a Redis',
      '3:16 chat.local: must be `true` or `false`, not `maybe`',
      '4:10 dataDir: must be the path of a folder',
      '5:18 approvalExpires: must be a duration such as `500ms`, `30s`, `5m`, `2h` or `1d` (above 0, up to 24d), not `soon`',
    ],
  },
];

describe('a wrong file', () => {
  test.each(cases)('$name', ({ change, told }) => {
    expect(problems(changed(...change))).toEqual(told);
  });

  test('tells everything at once: values, names and numbers of different sections', () => {
    const text = changed(
      ['type: haproxy', 'type: traefik'],
      ['lb1/web', 'lbl/web'],
      ssh('prot: 22'),
      strategy('soak: x'),
    );
    expect(problems(text).map((line) => line.split(' ')[0])).toEqual(['2:16', '5:13', '8:28', '10:23']);
  });

  test('has no problems where nothing is changed', () => {
    expect(problems(minimal)).toEqual([]);
  });

  test('tells one member that two clusters would drain', () => {
    const second = minimal
      .slice(minimal.indexOf('  web:'))
      .replace('  web:', '  api:')
      .replace('web-01, ', '');
    expect(problems(minimal + second)).toEqual([
      '14:13 clusters.api.hosts[0]: is the same member of pools[0] as clusters.web.hosts[1]',
      '14:21 clusters.api.hosts[1]: is the same member of pools[0] as clusters.web.hosts[2]',
    ]);
  });

  test.each([
    ['', '1:1: is empty; it needs `providers` and `clusters`'],
    ['# nothing yet\n', '1:1: is empty; it needs `providers` and `clusters`'],
  ])('that says nothing: %j', (text, told) => {
    expect(problems(text)[0]).toBe(told);
  });
});
