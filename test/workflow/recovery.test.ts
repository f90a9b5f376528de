import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/model/failure.ts';
import { recoveredText } from '../../src/report/recovery-text.ts';
import { announceRecovery } from '../../src/workflow/recovery.ts';
import { keepStage } from './keep-stage.ts';
import { overrideWhen, takeOut } from './override-stage.ts';
import { hang, recoveries } from './recovery-stage.ts';
import { allBack } from './stage.ts';

const { open, restart } = keepStage();

describe('a rollout that is taken up again', () => {
  it('says at which host, what its balancer says and what it was, and goes on', async () => {
    let stage = await open();
    const id = await stage.deploy('deploy web v2 --hosts b');
    const hung = await hang(stage, 'b', 'verify');
    stage = await restart();
    hung.letGo(stage);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(await recoveries(stage, id)).toEqual([
      'taken up again after a restart at b during verify; lb/web says weight 50, drain, was weight 50, ready; continuing',
    ]);
    expect(stage.deployer.hosts.ran).toEqual(['b v2']);
    expect(stage.members()).toEqual(allBack);
  });

  it('says so of a takeover, and of every pool and host', async () => {
    let stage = await open({ morePools: ['admin'], strategy: { batches: [{ count: 2 }] } });
    const id = await stage.deploy('deploy web v2 --hosts a,b');
    const hung = await hang(stage, ['a', 'b'], 'verify');
    stage.member('b').weight = 0;
    stage = await restart('takeover');
    hung.letGo(stage);
    await stage.ended(id);
    const admin = (weight: number) => `lb/admin says weight ${weight}, drain, was weight ${weight}, ready`;
    expect(await recoveries(stage, id)).toEqual([
      `taken over at 2 hosts: a during verify (${admin(100)}; lb/web says weight 100, drain, was weight 100, ready; continuing), ` +
        `b during verify (${admin(50)}; lb/web says weight 0, drain, was weight 50, ready; continuing)`,
    ]);
    expect(stage.members()).toEqual(allBack);
  });

  it('does not wait for a balancer that is silent', async () => {
    let stage = await open();
    const id = await stage.deploy('deploy web v2 --hosts b');
    const hung = await hang(stage, 'b', 'verify');
    stage.balancer.world.delayMs = 600_000;
    stage = await restart();
    stage.balancer.world.delayMs = 0;
    expect(await recoveries(stage, id)).toEqual([
      'taken up again after a restart at b during verify; lb/web does not answer, was weight 50, ready; continuing',
    ]);
    hung.letGo(stage);
    expect((await stage.ended(id)).state).toBe('succeeded');
  });

  it('or that answers with an error', async () => {
    let stage = await open();
    const id = await stage.deploy('deploy web v2 --hosts b');
    const hung = await hang(stage, 'b', 'verify');
    for (let n = 1; n <= 60; n += 1)
      stage.balancer.fault('read', n, new Failure('denied', 'lb', 'lb wants a password'));
    stage = await restart();
    stage.balancer.heal();
    expect(await recoveries(stage, id)).toEqual([
      'taken up again after a restart at b during verify; lb wants a password, was weight 50, ready; continuing',
    ]);
    hung.letGo(stage);
    await stage.ended(id);
  });

  it('between two batches, where nothing is out', async () => {
    let stage = await open({ strategy: { canary: { count: 1 }, gate: 'person' } });
    const id = await stage.deploy('deploy web v2 --hosts b,c');
    await stage.asked(id);
    stage = await restart('takeover');
    expect(await recoveries(stage, id)).toEqual(['taken over between two batches; waiting for an answer']);
    await stage.say(`promote ${id}`);
    expect((await stage.ended(id)).state).toBe('succeeded');
  });

  it('is told once for each death, and only where it was concerned', async () => {
    let stage = await open();
    const id = await stage.deploy('deploy web v2 --hosts b');
    const hung = await hang(stage, 'b', 'verify');
    const override = await takeOut(stage, 'disable web e kernel panic');
    const dead = { occasion: 'bot-1', kind: 'takeover' as const };
    await announceRecovery(stage.tools, { ...dead, subjects: [id] });
    await announceRecovery(stage.tools, { ...dead, subjects: [id] });
    expect(await recoveries(stage, id)).toHaveLength(1);
    expect(await recoveries(stage, override)).toEqual([]);
    await announceRecovery(stage.tools, { ...dead, subjects: 'all' });
    await announceRecovery(stage.tools, { ...dead, occasion: 'bot-2', subjects: ['r999'] });
    expect(await recoveries(stage, id)).toHaveLength(1);
    expect(await recoveries(stage, override)).toHaveLength(1);
    stage = await restart();
    hung.letGo(stage);
    await stage.ended(id);
    await stage.say('enable web e');
    await overrideWhen(stage, override, 'ended');
  });
});

it('an override says it too', async () => {
  let stage = await open();
  const id = await takeOut(stage, 'disable web b kernel panic');
  stage = await restart('takeover');
  expect(await recoveries(stage, id)).toEqual([
    'taken over at b, out of service; lb/web says weight 50, drain, was weight 50, ready; continuing',
  ]);
  await stage.say('enable web b');
  await overrideWhen(stage, id, 'ended');
  expect(stage.members()).toEqual(allBack);
});

it('what earlier versions recorded reads as before', () => {
  expect(recoveredText({ type: 'recovered', where: 'web-07 at deploy' })).toBe(
    'taken up again after a restart (web-07 at deploy)',
  );
});
