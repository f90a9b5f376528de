import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLvs } from '../../../src/balancer/lvs/lvs.ts';
import { savedOf } from '../../../src/model/member.ts';
import { quoteAll } from '../../../src/transport/quote.ts';
import { balancerConformance } from '../../conformance/balancer.ts';
import { startDirectorDouble } from '../../doubles/ipvsadm/director.ts';
import type { Ended } from '../../doubles/ipvsadm/program.ts';
import { type Lvs, startLvs } from '../../peers/lvs.ts';
import { commands } from './commands.ts';
import { realSetup } from './real-world.ts';

// Emulated, everything takes its time, the more so on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

let lvs: Lvs;
beforeAll(async () => {
  lvs = await startLvs();
});
afterAll(() => lvs?.stop());

const pool = 'tcp:192.168.100.11:80';
const vip = '192.168.100.11:80';
const lvsOf = (more: Partial<Parameters<typeof createLvs>[0]> = {}) =>
  createLvs({
    target: 'lvs1',
    directors: [{ name: 'lvs-a', shell: lvs.shell() }],
    sudo: false,
    drainBy: 'weight',
    timeoutMs: 120_000,
    demandMayChange: () => undefined,
    ...more,
  });

balancerConformance(
  'A real kernel, over SSH,',
  realSetup(() => lvs),
);

it('has a double that answers every command as it does', async () => {
  const script = commands.map(
    (words, n) =>
      `ipvsadm ${quoteAll(words)} >/tmp/out 2>/tmp/err; echo "@${n} $?"; cat /tmp/out; echo "@"; cat /tmp/err`,
  );
  const { stdout } = await lvs.run(script.join('\n'));
  const double = await startDirectorDouble();
  const asked = commands.map((words) => [words.join(' '), double.ipvsadm(...words)]);
  await double.stop();
  const answers = stdout
    .split(/^@\d+ /m)
    .slice(1)
    .map(endedIn);
  expect(commands.map((words, n) => [words.join(' '), answers[n]])).toEqual(asked);
});

function endedIn(text: string): Ended {
  const [, code = '', stdout = '', stderr = ''] = /^(\d+)\n(.*?)^@\n(.*)/ms.exec(text) ?? [];
  return { code: Number(code), stdout, stderr };
}

describe('with real connections', () => {
  beforeEach(() => lvs.reset());
  const connectionsOf = async (name: string) =>
    (await lvsOf().read(pool)).find((member) => member.name === name)?.connections;

  it('keeps established ones while it drains, sends no new ones, and counts down only as they end', async () => {
    await lvs.run(`ipvsadm -E -t ${vip} -s rr`);
    const balancer = lvsOf();
    const held = await lvs.hold(5);
    const [server = ''] = held.servers;
    const name = `${server}:80`;
    expect(await connectionsOf(name)).toBe(1);
    await balancer.drain(pool, server);
    const more = await lvs.hold(4);
    expect(more.servers).not.toContain(server);
    expect(await connectionsOf(name)).toBe(1);
    await held.end();
    await expect.poll(() => connectionsOf(name)).toBe(0);
    expect(await balancer.read(pool)).toContainEqual(
      expect.objectContaining({ name, weight: 0, connections: 0, detail: '1 inactive' }),
    );
    await more.end();
  });

  it('cannot keep known clients of a persistent service away, unless the kernel forgets them', async () => {
    const balancer = lvsOf();
    const held = await lvs.hold(1, 7);
    const [server = ''] = held.servers;
    await balancer.drain(pool, server);
    const again = await lvs.hold(1, 7);
    expect(again.servers).toEqual([server]);
    const detailOf = async () => (await balancer.read(pool)).find(({ weight }) => weight === 0)?.detail;
    expect(await detailOf()).toMatch(/^persistent 60 s: .*expire_quiescent_template is 0/);
    await lvs.run('echo 1 >/proc/sys/net/ipv4/vs/expire_quiescent_template');
    const third = await lvs.hold(1, 7);
    expect(third.servers).not.toEqual([server]);
    expect(await detailOf()).toBe('persistent 60 s');
    expect(await connectionsOf(`${server}:80`)).toBe(2);
    for (const each of [held, again, third]) await each.end();
  });

  it('keeps them also where it is taken out of the table and put back', async () => {
    const balancer = lvsOf({ drainBy: 'removal' });
    const held = await lvs.hold(5);
    const name = '192.168.100.76:80';
    await lvs.run(`ipvsadm -e -t ${vip} -r ${name} -g -w 7 -x 900 -y 800`);
    const before = (await balancer.read(pool)).find((member) => member.name === name);
    if (!before) throw new Error(`${name} is not there`);
    await balancer.drain(pool, name);
    const out = (await lvs.run('ipvsadm -Ln; ipvsadm -Lnc')).stdout;
    expect(out).not.toContain(`-> ${name} `);
    expect(out).toMatch(new RegExp(`ESTABLISHED .* ${name}`));
    await balancer.apply(pool, name, savedOf(before));
    const back = (await lvs.run(`ipvsadm -Ln -t ${vip}; ipvsadm -Ln -t ${vip} --thresholds`)).stdout;
    expect(back).toMatch(new RegExp(`-> ${name} +Route +7 +1 +0`));
    expect(back).toMatch(new RegExp(`-> ${name} +900 +800 +1 +0`));
    await held.end();
  });

  it('has thresholds, method and weight as they were', async () => {
    const balancer = lvsOf();
    const name = '192.168.100.75:80';
    await lvs.run(`ipvsadm -e -t ${vip} -r ${name} -i -w 70000 -x 500 -y 400`);
    const before = (await balancer.read(pool)).find((member) => member.name === name);
    if (!before) throw new Error(`${name} is not there`);
    expect(before).toMatchObject({
      weight: 70_000,
      extra: { method: '-i --tun-type ipip', upper: 500, lower: 400 },
    });
    await balancer.drain(pool, name);
    await lvs.run(`ipvsadm -e -t ${vip} -r ${name} -g -w 0`);
    await balancer.apply(pool, name, savedOf(before));
    expect((await balancer.read(pool)).find((member) => member.name === name)).toEqual(before);
  });
});

it('says what it needs where the user may not touch IPVS, and finds ipvsadm outside of its PATH', async () => {
  const plain = lvsOf({ directors: [{ name: 'lvs-a', shell: lvs.shell('observer') }] });
  const denied = {
    kind: 'denied',
    message: 'ipvsadm needs root on lvs-a: log in as root, or set `sudo: true`.',
  };
  await expect(plain.read(pool)).rejects.toMatchObject(denied);
  const sudo = lvsOf({ sudo: true, directors: [{ name: 'lvs-a', shell: lvs.shell('observer') }] });
  await expect(sudo.read(pool)).rejects.toMatchObject({
    kind: 'missing',
    message: expect.stringContaining('lacks sudo'),
  });
});
