import { expect, it, vi } from 'vitest';
import { createCollector } from '../../src/workflow/collector.ts';
import { keepStage } from './keep-stage.ts';

const { open } = keepStage();
const soon = { timeout: 30_000 };

it('keeps the first 50,000 lines of a flood of output, says so, and lets others work meanwhile', async () => {
  const { tools } = await open();
  const append = vi.spyOn(tools.store.output, 'append');
  let turns = 0;
  const turn = setInterval(() => {
    turns += 1;
  });
  const at = { rollout: 'r1', cluster: 'web', host: 'a', attempt: 1, epoch: 1 };
  const collector = createCollector(tools, at);
  for (let n = 1; n <= 100_000; n += 1) collector.add({ n, text: `line ${n}` });
  await collector.flush();
  clearInterval(turn);
  expect(turns).toBeGreaterThan(10);
  expect(append.mock.calls.length).toBeLessThanOrEqual(50_001 / 500 + 1);
  expect(append.mock.calls.flatMap(([, , , lines]) => lines)).toHaveLength(50_001);
  expect(await tools.store.output.last('r1', 'a', 1)).toBe(50_001);
  const last = await tools.store.output.read('r1', 'a', 2);
  expect(last.map(({ text }) => text)).toEqual(['line 50000', '… the rest of the output is not kept']);
});

it('stores what a probe and a host say with NUL and half characters in it', async () => {
  const stage = await open();
  stage.verdicts.set('b', { answer: 'no', reason: 'body was "\u0000bad\ud83d"' });
  const id = await stage.deploy('deploy web v2 --hosts b');
  expect(await stage.asked(id)).toContain('body was "\uFFFDbad\uFFFD"');
  await stage.say(`skip ${id} b`);
  await stage.ended(id);
  expect(await stage.outcomes(id)).toEqual({ b: 'left-out' });
  expect((await stage.store.rollouts.host(id, 'b')).reason).toContain('"\uFFFDbad\uFFFD"');
  expect((await stage.say('enable web b', 'alice', 'odd')).code).toBe('ok');
  // The same click again: its answer was kept.
  expect((await stage.say('enable web b', 'alice', 'odd')).card.title).toContain('"\uFFFDbad\uFFFD"');
  await stage.store.output.append(id, 'b', 9, [{ n: 1, text: 'one\u0000two\udc00 👍' }]);
  expect((await stage.store.output.read(id, 'b', 1))[0]?.text).toBe('one\uFFFDtwo\uFFFD 👍');
});

it('plans with a release as a host says it, with NUL in it', async () => {
  const stage = await open({ deploy: { current: 'cat release' } });
  stage.deployer.hosts.releases.set('b', 'v1\u0000');
  const { rollout: id = '' } = await stage.say('deploy web v2 --hosts b');
  expect((await stage.store.rollouts.host(id, 'b')).from).toBe('v1\uFFFD');
  await stage.say(`approve ${id}`);
  expect((await stage.ended(id)).state).toBe('succeeded');
});

it('is not deaf to an abort after one query that failed', async () => {
  const stage = await open();
  stage.deployer.hosts.endless.add('b');
  const id = await stage.deploy('deploy web v2 --hosts b');
  await expect.poll(() => stage.deployer.hosts.ran, soon).toEqual(['b v2']);
  const told = vi.spyOn(console, 'error').mockReturnValue();
  const of = vi.spyOn(stage.store.steers, 'of').mockRejectedValueOnce(new Error('connection terminated'));
  // The look that failed, and one more: it goes on looking.
  await expect.poll(() => of.mock.calls.length, soon).toBeGreaterThan(1);
  await stage.say(`abort ${id}`);
  expect((await stage.ended(id)).state).toBe('aborted');
  expect(told.mock.calls.flat().join()).toContain(`looking at ${id} failed`);
});
