import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../src/model/cluster.ts';
import { keepStage } from './keep-stage.ts';
import { overrideWhen } from './override-stage.ts';
import { hang, recoveries } from './recovery-stage.ts';
import { allBack, type Stage } from './stage.ts';

const { open, restart } = keepStage();
const soon = { timeout: 30_000 };
const ask: Partial<Strategy> = { afterCrash: 'ask' };

/** The bot dies while b is at the step, and comes back; the question that it asks then. */
async function dieAt(
  step: 'deploy' | 'verify',
  options: {
    readonly strategy?: Partial<Strategy>;
    readonly hosts?: string;
    /** It ran v1 before: there is something to roll back to. */
    readonly earlier?: boolean;
    readonly between?: (stage: Stage) => void;
  } = {},
) {
  const before = await open({ strategy: { ...ask, ...options.strategy } });
  if (options.earlier) await before.ended(await before.deploy('deploy web v1 --hosts b'));
  const id = await before.deploy(`deploy web v2 --hosts ${options.hosts ?? 'b'}`);
  const hung = await hang(before, 'b', step);
  options.between?.(before);
  const stage = await restart();
  hung.letGo(stage);
  return { stage, id };
}

const questions = async ({ store }: Stage, id: string) =>
  (await store.journal.after(id, 0)).flatMap(({ body }) => (body.type === 'question' ? [body] : []));

describe('asked after a crash', () => {
  it('waits, keeps the host out and the others waiting, and goes on when somebody says so', async () => {
    const { stage, id } = await dieAt('verify', { hosts: 'b,c' });
    expect(await stage.asked(id)).toBe(
      'b was at verify when the bot ended; lb/web says weight 50, drain, was weight 50, ready',
    );
    expect((await stage.store.rollouts.get(id))?.state).toBe('waiting');
    stage.member('b').state = 'ready';
    await expect.poll(() => stage.members().b, soon).toBe('50 drain');
    expect(await stage.outcomes(id)).toEqual({ b: 'asking', c: 'pending' });
    expect((await stage.say(`retry ${id} b`)).card.title).toContain('asked nothing that `retry` answers');
    expect((await stage.say(`continue ${id} c`)).card.title).toContain(
      'asked nothing that `continue` answers',
    );
    expect((await stage.say(`continue ${id} b`)).code).toBe('ok');
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.deployer.hosts.ran).toEqual(['b v2', 'c v2']);
    expect(stage.members()).toEqual(allBack);
    expect((await stage.say(`continue ${id} b`)).code).toBe('refused');
  });

  it('stands as the same question when the bot dies again, and one click answers it once', async () => {
    const first = await dieAt('verify');
    let { stage } = first;
    const { id } = first;
    const text = await stage.asked(id);
    stage = await restart('takeover');
    expect(await stage.asked(id)).toBe(text);
    expect(await questions(stage, id)).toHaveLength(1);
    expect((await recoveries(stage, id)).map((line) => line.split('; ').at(-1))).toEqual([
      'asking how to go on',
      'waiting for an answer',
    ]);
    await Promise.all([1, 2].map(() => stage.say(`continue ${id}`, 'bob', 'click-1')));
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect((await stage.story(id)).match(/"verb":"continue"/g)).toHaveLength(1);
  });

  it('asks again after another crash once it went on', async () => {
    const first = await dieAt('verify');
    let { stage } = first;
    await stage.say(`continue ${first.id}`);
    const hung = await hang(stage, 'b', 'verify');
    stage = await restart();
    hung.letGo(stage);
    await stage.asked(first.id);
    expect(await questions(stage, first.id)).toHaveLength(2);
    await stage.say(`continue ${first.id} b`);
    expect((await stage.ended(first.id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
  });

  it('is for whoever may steer, and no policy answers', async () => {
    const before = await open({
      strategy: { ...ask, onFailure: 'abort' },
      access: { deploy: ['alice'] },
    });
    const id = await before.deploy('deploy web v2 --hosts b');
    const hung = await hang(before, 'b', 'verify');
    const stage = await restart();
    hung.letGo(stage);
    await stage.asked(id);
    for (const verb of ['continue', 'verify', 'keep-out'])
      expect((await stage.say(`${verb} ${id} b`, 'mallory')).card.title).toContain('Only alice may');
    expect(await stage.outcomes(id)).toEqual({ b: 'asking' });
    await stage.say(`continue ${id} b`);
    expect((await stage.ended(id)).state).toBe('succeeded');
  });

  it.each([
    ['abort', 'aborted'],
    ['skip', 'failed'],
    ['rollback', 'aborted'],
  ] as const)('is answered by %s too', async (verb, state) => {
    const { stage, id } = await dieAt('verify', { earlier: true });
    await stage.asked(id);
    await stage.say(`${verb} ${id}${verb === 'skip' ? ' b' : ''}`);
    expect((await stage.ended(id)).state).toBe(state);
    expect(await stage.outcomes(id)).toEqual({ b: 'left-out' });
    if (verb !== 'rollback') return;
    expect((await stage.ended(`${id}-back`)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
  });

  it('is asked again where a process that was taken for dead has told of the host since', async () => {
    const { stage, id } = await dieAt('verify');
    const text = await stage.asked(id);
    const body = { type: 'step' as const, host: 'b', step: 'restore' as const, attempt: 1 };
    await stage.store.journal.record({ rollout: id, cluster: 'web', key: `${id}/late`, body });
    await expect.poll(async () => (await questions(stage, id)).length, soon).toBe(2);
    expect(await stage.asked(id)).toBe(text);
    await stage.say(`continue ${id} b`);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
  });

  it('is over where a person takes the host out by hand', async () => {
    const { stage, id } = await dieAt('verify');
    await stage.asked(id);
    const { override = '' } = await stage.say('disable web b kernel panic');
    await stage.say(`approve ${override}`);
    await stage.ended(id);
    expect((await stage.store.rollouts.host(id, 'b')).reason).toContain(
      'out by alice (kernel panic), left alone',
    );
    await stage.say('enable web b');
    await overrideWhen(stage, override, 'ended');
    expect(stage.members()).toEqual(allBack);
  });

  it('asks for each host, and one word answers for all', async () => {
    const before = await open({ strategy: { ...ask, batches: [{ count: 2 }] } });
    const id = await before.deploy('deploy web v2 --hosts a,b,c');
    const hung = await hang(before, ['a', 'b'], 'verify');
    const stage = await restart();
    hung.letGo(stage);
    await expect.poll(async () => (await stage.store.rollouts.questions(id)).length, soon).toBe(2);
    const buttons = (await stage.say(`status ${id}`)).card.buttons ?? [];
    expect(buttons.map(({ label, command }) => `${label} | ${command}`)).toEqual([
      `Continue: all | continue ${id}`,
      `Verify and restore: all | verify ${id}`,
      `Keep out: all | keep-out ${id}`,
      `Continue a | continue ${id} a`,
      `Verify and restore a | verify ${id} a`,
      `Keep out a | keep-out ${id} a`,
      `Continue b | continue ${id} b`,
      `Verify and restore b | verify ${id} b`,
      `Keep out b | keep-out ${id} b`,
      `Abort | abort ${id}`,
    ]);
    await stage.say(`continue ${id}`);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
  });
});

describe('verify and restore', () => {
  it('gives back a host whose deploy was through, and the rollout goes on', async () => {
    const { stage, id } = await dieAt('verify', { hosts: 'b,c' });
    await stage.asked(id);
    await stage.say(`verify ${id} b`);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(await stage.outcomes(id)).toEqual({ b: 'done', c: 'done' });
    expect(stage.deployer.hosts.ran).toEqual(['b v2', 'c v2']);
    expect(stage.members()).toEqual(allBack);
    expect(await stage.store.custody.all()).toEqual([]);
  });

  it('ends a job that still runs first, and says that it was not through', async () => {
    const { stage, id } = await dieAt('deploy');
    stage.deployer.hosts.endless.add('b');
    await stage.asked(id);
    await stage.say(`verify ${id} b`, 'bob');
    expect(await stage.ended(id)).toMatchObject({ state: 'failed', reason: 'not seen healthy: b' });
    expect((await stage.store.rollouts.host(id, 'b')).reason).toBe(
      'b: its deploy was ended before it was through; it is verified and given back, as bob wanted',
    );
    expect(stage.deployer.hosts.releases.get('b')).toBeUndefined();
    expect(stage.members()).toEqual(allBack);
    expect(await stage.store.custody.all()).toEqual([]);
  });

  it('gives a host on which nothing ran back at once', async () => {
    const before = await open({ strategy: ask });
    before.member('b').connections = 2;
    const id = await before.deploy('deploy web v2 --hosts b');
    await expect.poll(() => before.members().b, soon).toBe('50 drain');
    const stage = await restart();
    await stage.asked(id);
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    await stage.say(`verify ${id} b`, 'bob');
    await stage.ended(id);
    expect(await stage.outcomes(id)).toEqual({ b: 'skipped' });
    expect((await stage.store.rollouts.host(id, 'b')).reason).toBe(
      'nothing ran on it, and bob wanted it given back; it is back as it was',
    );
    expect(stage.members()).toEqual(allBack);
    expect(stage.deployer.hosts.ran).toEqual([]);
  });

  it('asks once more where it is not well, whatever the policy, and is not deployed to again', async () => {
    const { stage, id } = await dieAt('verify', { strategy: { onFailure: 'rollback' } });
    const first = await stage.asked(id);
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    await stage.say(`verify ${id} b`);
    const again = async () => (await stage.store.rollouts.questions(id))[0];
    await expect
      .poll(async () => (await again())?.text, soon)
      .toMatch(/^b: probe: status 500.*; it stays out$/);
    expect(first).not.toContain('status 500');
    expect((await again())?.answers).toEqual(['verify', 'keep-out']);
    expect((await stage.say(`continue ${id} b`)).code).toBe('refused');
    expect(stage.members().b).toBe('50 drain');
    stage.verdicts.delete('b');
    await stage.say(`verify ${id} b`);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.deployer.hosts.ran).toEqual(['b v2']);
    expect(stage.members()).toEqual(allBack);
  });

  it('goes on where it was when the bot dies in the middle of it, and asks nobody again', async () => {
    const first = await dieAt('verify');
    let { stage } = first;
    const { id } = first;
    await stage.asked(id);
    const hung = hang(stage, 'b', 'verify');
    await stage.say(`verify ${id} b`);
    await hung;
    stage = await restart();
    (await hung).letGo(stage);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(await questions(stage, id)).toHaveLength(1);
    expect(stage.members()).toEqual(allBack);
  });
});

describe('keep out', () => {
  it('leaves the host out by name, suspect, though nothing ran on it; `enable` brings it back', async () => {
    const before = await open({ strategy: ask });
    before.member('b').connections = 2;
    const id = await before.deploy('deploy web v2 --hosts b,c');
    await expect.poll(() => before.members().b, soon).toBe('50 drain');
    const stage = await restart();
    await stage.asked(id);
    stage.member('b').connections = 0;
    await stage.say(`keep-out ${id} b`, 'bob');
    expect(await stage.ended(id)).toMatchObject({ state: 'failed', reason: 'left out: b' });
    expect(await stage.outcomes(id)).toEqual({ b: 'left-out', c: 'done' });
    expect((await stage.store.rollouts.host(id, 'b')).reason).toBe('kept out by bob');
    expect(await stage.store.custody.of('lb/web', 'b')).toMatchObject({ suspect: true, rollout: id });
    expect(stage.members()).toEqual({ ...allBack, b: '50 drain' });
    stage.verdicts.set('b', { answer: 'no', reason: 'status 500' });
    expect((await stage.say('enable web b')).card.title).toContain('status 500');
    stage.verdicts.delete('b');
    expect((await stage.say('enable web b')).card.title).toBe('b is back, exactly as it was');
    expect(stage.members()).toEqual(allBack);
  });

  it('ends the job that runs, and the next rollout brings the host back', async () => {
    const { stage, id } = await dieAt('deploy');
    stage.deployer.hosts.endless.add('b');
    await stage.asked(id);
    await stage.say(`keep-out ${id}`);
    await stage.ended(id);
    expect(stage.members().b).toBe('50 drain');
    stage.deployer.hosts.endless.clear();
    expect((await stage.ended(await stage.deploy('deploy web v3 --hosts b'))).state).toBe('succeeded');
    expect(stage.deployer.hosts.releases.get('b')).toBe('v3');
    expect(stage.members()).toEqual(allBack);
  });

  it('says what could not be done for it', async () => {
    const { stage, id } = await dieAt('deploy');
    await stage.asked(id);
    stage.deployer.follow = () => Promise.reject(new Error('b can not be reached'));
    await stage.say(`keep-out ${id} b`);
    await stage.ended(id);
    expect((await stage.store.rollouts.host(id, 'b')).reason).toBe(
      'kept out by alice; what may still run on it was not ended: b can not be reached',
    );
    expect(stage.members().b).toBe('50 drain');
  });
});

describe('the rollout is stopped instead', () => {
  it.each(['abort', 'rollback', 'skip'] as const)('ends the job that runs first: %s', async (verb) => {
    const { stage, id } = await dieAt('deploy', { earlier: true });
    stage.deployer.hosts.endless.add('b');
    await stage.asked(id);
    const ended: string[] = [];
    const { follow } = stage.deployer;
    stage.deployer.follow = (handle, how) => {
      if (how.signal.aborted) {
        ended.push(handle.jobId);
        stage.deployer.hosts.endless.clear();
      }
      return follow(handle, how);
    };
    await stage.say(verb === 'skip' ? `skip ${id} b` : `${verb} ${id}`);
    await stage.ended(id);
    if (verb === 'rollback') await stage.ended(`${id}-back`);
    expect(ended).toEqual([expect.stringContaining(`${id}.b.1`)]);
    await stage.ended(await stage.deploy('deploy web v3 --hosts b'));
    expect(stage.members()).toEqual(allBack);
  });

  it('says where that could not be done', async () => {
    const { stage, id } = await dieAt('deploy');
    await stage.asked(id);
    stage.deployer.follow = () => Promise.reject(new Error('b can not be reached'));
    await stage.say(`abort ${id}`);
    await stage.ended(id);
    expect((await stage.store.rollouts.host(id, 'b')).reason).toContain(
      'what may still run on it was not ended: b can not be reached',
    );
    expect(stage.members().b).toBe('50 drain');
  });
});

describe('in doubt', () => {
  const changed = (stage: Stage) => Object.assign(stage.member('b'), { weight: 37, state: 'ready' });

  it('asks, and changes nothing until it is answered', async () => {
    // What watches the host drains it again at once: it dies right after somebody's change.
    const before = await open({ pace: { keepOutMs: 600_000 } });
    const id = await before.deploy('deploy web v2 --hosts b');
    const hung = await hang(before, 'b', 'verify');
    changed(before);
    const stage = await restart();
    hung.letGo(stage);
    expect(await stage.asked(id)).toBe(
      'b was at verify when the bot ended; lb/web says weight 37, ready, was weight 50, ready; ' +
        'somebody changed it since, and nothing is changed there until it is said how to go on',
    );
    expect(stage.members().b).toBe('37 ready');
    await stage.say(`continue ${id} b`);
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(stage.members()).toEqual(allBack);
  });

  it('keeps out what somebody put back, where that is wanted', async () => {
    const before = await open({ pace: { keepOutMs: 600_000 } });
    const id = await before.deploy('deploy web v2 --hosts b');
    const hung = await hang(before, 'b', 'verify');
    changed(before);
    const stage = await restart();
    hung.letGo(stage);
    await stage.asked(id);
    await stage.say(`keep-out ${id} b`);
    await stage.ended(id);
    expect(stage.members().b).toBe('37 drain');
    expect((await stage.say('enable web b')).card.title).toBe('b is back, exactly as it was');
    expect(stage.members()).toEqual(allBack);
  });

  it('goes on by itself where the balancer only forgot the drain', async () => {
    const { stage, id } = await dieAt('verify', {
      strategy: { afterCrash: 'continue' },
      between: (before) => Object.assign(before.member('b'), { state: 'ready' }),
    });
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(await questions(stage, id)).toEqual([]);
    expect(stage.members()).toEqual(allBack);
  });

  it('or where the policy says continue and nobody changed anything', async () => {
    const { stage, id } = await dieAt('verify', { strategy: { afterCrash: 'continue' } });
    expect((await stage.ended(id)).state).toBe('succeeded');
    expect(await questions(stage, id)).toEqual([]);
  });
});
