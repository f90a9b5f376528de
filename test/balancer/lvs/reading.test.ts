import { describe, expect, it } from 'vitest';
import { pool, usePair } from './pair.ts';

const { a, one } = usePair();
const brief = async (name = pool) =>
  (await one().read(name)).map(({ name, weight, connections, extra }) => [name, weight, connections, extra]);

it('shows what a change of the weight would lose, and no health, as LVS has none', async () => {
  expect((await one().read(pool))[0]).toEqual({
    name: '10.0.0.1:80',
    address: '10.0.0.1:80',
    weight: 3,
    state: 'ready',
    health: 'unchecked',
    connections: 0,
    aliases: ['10.0.0.1'],
    extra: { method: '-g', upper: 90, lower: 30 },
  });
});

it('counts active connections; inactive ones are only told', async () => {
  Object.assign(a().kernel.services[0]?.dests[1] ?? {}, { active: 12, inactive: 345_678 });
  expect((await one().read(pool))[1]).toMatchObject({ connections: 12, detail: '345678 inactive' });
});

describe.each(['1.26', '1.31'] as const)('ipvsadm %s', (version) => {
  it.each([
    ['udp:[2001:DB8:0::1]:53', '-u [2001:db8::1]:53', ['[2001:db8::53]:53', '[2001:db8::54]:5353'], '-m'],
    ['fwm:7', '-f 7', ['10.0.0.9:0', '10.0.0.9:8080'], '-m'],
    ['fwm6:7', '-f 7 -6', ['[2001:db8::9]:0'], '-g'],
    ['tcp:10.1.0.1:0', '-t 10.1.0.1:0', ['10.0.0.9:0'], '-g'],
    ['udp:10.1.0.1:80', '-u 10.1.0.1:80', ['10.0.0.9:80'], '-g'],
  ])('is read for %s', async (name, words, servers, method) => {
    a().faults.version = version;
    // Others that may be taken for it.
    for (const other of ['-f 77', '-f 77 -6', '-t 10.1.0.1:8080']) {
      a().set(`-A ${other} -s wlc`);
      a().set(`-a ${other} -r ${other.includes('-6') ? '[2001:db8::9]:0' : '10.0.0.9:0'} -w 99`);
    }
    a().set(`-A ${words} -s wrr -p 300${words.includes('53') || words.includes('-6') ? ' -M 64' : ''}`);
    for (const [i, server] of servers.entries()) a().set(`-a ${words} -r ${server} ${method} -w ${i + 1}`);
    expect(await brief(name)).toEqual(
      servers.map((server, i) => [server, i + 1, 0, { method, upper: 0, lower: 0 }]),
    );
  });

  it('is read with tunnels and whatever they need', async () => {
    a().faults.version = version;
    const options = version === '1.31' ? ' --tun-type gue --tun-port 6080 --tun-nocsum' : '';
    a().set(`-a -t 10.1.0.1:80 -r 10.0.0.9 -i${options} -w 4`);
    expect((await brief()).at(-1)).toEqual([
      '10.0.0.9:80',
      4,
      0,
      { method: `-i${options}`, upper: 0, lower: 0 },
    ]);
  });

  it('is read where the service is empty', async () => {
    a().faults.version = version;
    a().set('-A -t 10.1.0.1:443 -s sh -p 60');
    expect(await brief('tcp:10.1.0.1:443')).toEqual([]);
  });
});

it.each([
  [
    '0',
    'persistent 60 s: known clients keep coming to it while drained (net.ipv4.vs.expire_quiescent_template is 0)',
  ],
  ['1', 'persistent 60 s'],
])('tells of persistence, and what becomes of known clients with the setting %s', async (value, detail) => {
  a().set('-A -t 10.1.0.1:443 -s sh -p 60');
  a().set('-a -t 10.1.0.1:443 -r 10.0.0.1 -g');
  a().settings.set('expire_quiescent_template', value);
  expect((await one().read('tcp:10.1.0.1:443'))[0]).toMatchObject({ detail });
});

it.each([
  'web',
  'tcp:10.1.0.1',
  'tcp:10.1.0.1:99999',
  'tcp:[10.1.0.1]:80',
  'tcp:2001:db8::1:80',
  'tcp:lb:80',
  'sctp:10.1.0.1:80',
  'fwm:0',
  'fwm:07',
  'fwm:4294967295',
  'fwm6:x',
  "tcp:10.1.0.1:80';reboot;'",
  'tcp:10.1.0.1:80 -C',
])('says how a pool is named instead of %s, without asking anybody', async (name) => {
  const before = a().commands.length;
  await expect(one().read(name)).rejects.toMatchObject({
    kind: 'missing',
    message: expect.stringContaining('write it as one of tcp:10.0.0.1:80, udp:[2001:db8::1]:53, fwm:7'),
  });
  expect(a().commands).toHaveLength(before);
});

it('says that a service is not there', async () => {
  await expect(one().read('tcp:10.1.0.1:81')).rejects.toMatchObject({
    kind: 'missing',
    target: 'lvs-a/tcp:10.1.0.1:81',
    message: 'lvs-a has no virtual service tcp:10.1.0.1:81.',
    retryable: false,
  });
});

it('reads again what changed between the two lists', async () => {
  let listed = 0;
  a().faults.before = ([command]) => {
    if (command === '-Ln') listed += 1;
    if (command === '-Sn' && listed === 1) a().set('-a -t 10.1.0.1:80 -r 10.0.0.9:80 -g -w 7');
    if (command === '-Sn' && listed === 1) listed += 1;
  };
  expect((await brief()).map(([name]) => name)).toContain('10.0.0.9:80');
});

it('does not read for ever what keeps changing', async () => {
  let n = 10;
  a().faults.before = ([command]) => {
    if (command === '-Sn') a().set(`-a -t 10.1.0.1:80 -r 10.0.0.${n++}:80 -g -w 7`);
  };
  await expect(one().read(pool)).rejects.toMatchObject({ kind: 'failed', retryable: true });
});
