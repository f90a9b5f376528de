import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatUnderTest } from './chat/under-test.ts';
import { type ChatWorld, openChatWorld } from './chat/world.ts';

const patience = { timeout: 30_000 };

/** What every chat keeps to, whatever it can show: nothing is lost or doubled, and a click counts once. */
export function chatContract(name: string, open: () => Promise<ChatUnderTest>): void {
  let chat: ChatUnderTest;
  let world: ChatWorld;
  beforeEach(async () => {
    chat = await open();
    world = await openChatWorld([chat]);
  });
  afterEach(async () => {
    expect(chat.problems()).toEqual([]);
    await world.close();
  });

  const all = () => chat.read().join('\n');
  const reads = (text: string | RegExp) => expect.poll(all, patience).toMatch(text);
  const settled = () => expect.poll(() => world.settled(), patience).toBe(true);
  const ended = async (id: string) => {
    await world.stage().ended(id);
    await settled();
    await reads(/succeeded/);
  };
  const noneTwice = () => {
    const read = chat.read();
    expect([...read].sort()).toEqual([...new Set(read)].sort());
  };
  /** Plans two hosts, and is approved. */
  const begin = async () => {
    await chat.say('alice', 'deploy web v2 --hosts a,b');
    await chat.click('bob', 'Approve');
    await world.stage().until('r1', ({ state }) => state !== 'awaiting-approval');
  };

  describe(`${name} as a chat`, () => {
    it('tells a rollout in order, from the plan to the end', async () => {
      await chat.say('alice', 'deploy web v2 --hosts a,b');
      await reads('Approve');
      await chat.click('bob', 'Approve');
      await ended('r1');
      noneTwice();
      const text = all();
      expect(text).toMatch(/approved by.*bob/su);
      expect(text.lastIndexOf('succeeded')).toBeGreaterThan(text.search(/r1 deploy web/));
      for (const host of ['a', 'b']) expect(text).toMatch(new RegExp(`\\b${host}\\b.*done`, 'u'));
      expect(world.stage().deployer.hosts.ran).toEqual(['a v2', 'b v2']);
    }, 90_000);

    it('shows what is now: a plan that is approved has no Approve in its place, or a newer message says so', async () => {
      const { begun, go } = world.hold('a');
      await begin();
      await begun;
      await reads(/r1 deploy web.*running/u);
      const plans = chat.read().filter((each) => each.includes('[Approve]'));
      expect(plans).toHaveLength(chat.edits ? 0 : 1);
      go();
      await ended('r1');
    }, 90_000);

    it('asks about a host that failed, and takes the answer', async () => {
      world.stage().deployer.hosts.exitCodes.set('a', 7);
      await begin();
      await reads(/a needs an answer|a: .*exit code 7/u);
      world.stage().deployer.hosts.exitCodes.delete('a');
      await chat.click('alice', 'Retry');
      await ended('r1');
      noneTwice();
      expect(world.stage().deployer.hosts.ran).toEqual(['a v2', 'a v2', 'b v2']);
    }, 90_000);

    it('answers a flood of commands, each once', async () => {
      const words = Array.from({ length: 12 }, (_, n) => `nonsense${n}x`);
      await Promise.all(words.map((word) => chat.say('alice', word)));
      const seen = () => [...chat.read(), ...chat.readAlone('alice')].join('\n');
      const told = (word: string) => seen().split(`no command “${word}”`).length - 1;
      await expect.poll(() => words.map(told), patience).toEqual(words.map(() => 1));
    }, 90_000);

    it('goes on where a process died in the middle, and tells nothing twice', async () => {
      const { begun, go } = world.hold('a');
      await begin();
      await begun;
      await reads(/r1 deploy web.*running/u);
      go();
      await world.restart();
      await ended('r1');
      noneTwice();
      expect(all()).toMatch(/restart|taken up/u);
    }, 90_000);

    it('counts a click once, also where it comes again and where it is clicked twice', async () => {
      const { begun, go } = world.hold('a');
      await chat.say('alice', 'deploy web v2 --hosts a,b');
      await chat.click('bob', 'Approve');
      await chat.redeliver();
      await begun;
      await chat.click('bob', 'Approve', { stale: true });
      await chat.redeliver();
      go();
      await ended('r1');
      expect(await world.approvers('r1')).toEqual(['bob']);
      expect(world.stage().deployer.hosts.ran).toEqual(['a v2', 'b v2']);
    }, 90_000);

    it('refuses a click that comes late, and tells the person why', async () => {
      await begin();
      await ended('r1');
      await chat.click('alice', 'Abort', { stale: true });
      const seen = () => [...chat.read(), ...chat.readAlone('alice')].join('\n');
      await expect.poll(seen, patience).toMatch(/is over|has ended|ended|succeeded already/u);
      expect((await world.stage().store.rollouts.get('r1'))?.state).toBe('succeeded');
    }, 90_000);

    it('refuses a click of somebody who may not, and tells them so', async () => {
      await chat.say('alice', 'deploy web v2 --hosts a');
      await chat.click('carol', 'Approve');
      const seen = (person: 'carol' | 'alice') => [...chat.read(), ...chat.readAlone(person)].join('\n');
      await expect.poll(() => seen('carol'), patience).toMatch(/Only .*bob.* may approve/u);
      await chat.click('alice', 'Approve');
      await expect.poll(() => seen('alice'), patience).toContain('second person');
      expect(await world.approvers('r1')).toEqual([]);
      await chat.click('bob', 'Reject');
      await world.stage().until('r1', ({ state }) => state === 'dropped');
      await settled();
    }, 90_000);

    it('catches up after it was away, with nothing lost or doubled', async ({ skip }) => {
      if (!chat.trouble) return skip();
      const { begun, go } = world.hold('a');
      await begin();
      await begun;
      chat.trouble.away(true);
      go();
      await world.stage().ended('r1');
      chat.trouble.away(false);
      await ended('r1');
      noneTwice();
    }, 120_000);

    it('sends a message whose answer was lost once, or says that it may stand there twice', async ({
      skip,
    }) => {
      if (!chat.trouble) return skip();
      chat.trouble.loseAnswer();
      await begin();
      await ended('r1');
      noneTwice();
      const { twice } = chat.trouble;
      const said = twice === undefined ? 0 : chat.read().filter((each) => each.includes(twice)).length;
      expect(said).toBe(twice === undefined ? 0 : 1);
    }, 90_000);
  });
}
