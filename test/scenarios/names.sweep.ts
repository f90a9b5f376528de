import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RuntimeDouble, startRuntimeDouble } from '../doubles/haproxy-runtime.ts';
import { openWorld, type World } from './world.ts';

/** A HAProxy that lists a name twice can't be had: it refuses such a config. A double of its runtime API does it. */
let world: World;
let double: RuntimeDouble;
beforeAll(async () => {
  world = await openWorld({ hosts: 2 });
}, 120_000);
afterEach(() => double.stop());
afterAll(() => world.close());

const startDouble = async () => {
  const server = (name: string) => ({ name, weight: 7, configured: 7, admin: 0, sessions: 0 });
  double = await startRuntimeDouble(new Map([['web', [server('web-01'), server('web-02')]]]));
  return double;
};
const changes = (member: string) =>
  double.commands.filter((line) => line.startsWith(`set server web/${member}`));

describe('a balancer that has the name of a member twice', () => {
  it('is refused when the plan is made, and nothing is changed', async () => {
    const { path, faults } = await startDouble();
    faults.twice = 'web-02';
    const { bot } = await world.scene({ socket: path });
    const { code, card } = await bot.say('deploy web v2');
    expect(code).toBe('refused');
    expect(card.title).toBe("lb1/web has 2 members named web-02: which one is web-02 can't be told");
    expect(changes('web-0')).toEqual([]);
  });

  it('is refused at the click, when the name came twice since the plan was made', async () => {
    const { path, faults } = await startDouble();
    const { bot } = await world.scene({ socket: path });
    const { rollout } = await bot.say('deploy web v2');
    faults.twice = 'web-02';
    const { code, card } = await bot.say(`approve ${rollout}`);
    expect(code).toBe('refused');
    expect(card.title).toContain('lb1/web has 2 members named web-02');
    expect(changes('web-0')).toEqual([]);
  });

  it('is asked about before that member is touched, when it happens in the middle', async () => {
    const { path, faults } = await startDouble();
    faults.before = (line) => {
      if (line === 'set server web/web-01 state ready') faults.twice = 'web-02';
    };
    const { bot, host } = await world.scene({ socket: path });
    const rolling = await bot.deploy('deploy web v2');
    await rolling.question('lb1/web has 2 members named web-02');
    expect(changes('web-02')).toEqual([]);
    expect(host('web-02').deploys()).toEqual([]);
    await bot.say(`abort ${rolling.id}`);
    expect((await rolling.end()).state).toBe('aborted');
    expect(changes('web-02')).toEqual([]);
    expect(double.backends.get('web')).toMatchObject([
      { weight: 7, admin: 0 },
      { weight: 7, admin: 0 },
    ]);
    expect((await bot.say('locks')).card.title).toBe('No cluster is locked');
  });
});
