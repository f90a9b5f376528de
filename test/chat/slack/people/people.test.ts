import { describe, expect, it } from 'vitest';
import type { SlackUser } from '../../../../src/chat/slack/client/client.ts';
import { SlackFailure } from '../../../../src/chat/slack/client/trouble.ts';
import { createSlackPeople } from '../../../../src/chat/slack/people/people.ts';
import type { Group } from '../../../../src/model/who.ts';

const users: Readonly<Record<string, SlackUser>> = {
  U7: { id: 'U7', name: 'jo.b', kind: 'member' },
  U8: { id: 'U8', name: 'robot', kind: 'bot' },
  U9: { id: 'U9', name: 'zoe', kind: 'member' },
  U6: { id: 'U6', name: 'far away', kind: 'stranger' },
};
const away = new SlackFailure('users.info', { kind: 'away', done: 'unknown', code: 'ECONNRESET' });
const nobody = new SlackFailure('users.info', { kind: 'refused', code: 'user_not_found' });

const noGroup = new SlackFailure('usergroups.users.list', { kind: 'refused', code: 'no_such_subteam' });

function people(
  lists: Readonly<Record<string, readonly string[]>>,
  slackAway = () => false,
  more: readonly Group[] = [],
  asked: string[] = [],
) {
  return createSlackPeople({
    client: {
      async userInfo(user) {
        asked.push(user);
        if (slackAway()) throw away;
        const found = users[user];
        if (!found) throw nobody;
        return found;
      },
      async groupUsers(group) {
        if (slackAway()) throw away;
        if (group === 'S404') throw noGroup;
        return lists[group] ?? [];
      },
    },
    people: [
      { name: 'alice', local: [], slack: ['U1', 'W1'] },
      { name: 'bob', local: ['bob'], slack: [] },
    ],
    groups: [
      { name: 'oncall', people: [], slack: 'S1' },
      { name: 'leads', people: ['alice', 'bob'] },
      { name: 'bobs', people: ['bob'] },
      ...more,
    ],
    team: async () => 'T1',
  });
}
const from = (user: string, ...teams: string[]) => ({ user, teams: teams.length === 0 ? ['T1'] : teams });

describe('who it is', () => {
  it('is a person of the config, by each of their accounts, also where Slack is away', async () => {
    const { personOf } = people({}, () => true);
    expect(await personOf(from('U1'))).toEqual({ person: 'alice' });
    expect(await personOf(from('W1'))).toEqual({ person: 'alice' });
  });

  it('is handle and id for a member of a mapped user group', async () => {
    expect(await people({ S1: ['U7'] }).personOf(from('U7'))).toEqual({ person: 'jo.b/U7' });
  });

  it('is refused for everybody else, with the line to add', async () => {
    const { personOf } = people({ S1: ['U7'] });
    expect(await personOf(from('U9'))).toEqual({
      refused: expect.stringContaining('`zoe: { slack: U9 }` under `people:`'),
    });
    expect(await personOf(from('U404'))).toEqual({
      refused: expect.stringContaining('NAME: { slack: U404 }'),
    });
  });

  it.each([['U8'], ['U6']])(
    'is refused for bots and strangers (%s), even in a mapped group',
    async (user) => {
      expect(await people({ S1: [user] }).personOf(from(user))).toHaveProperty('refused');
    },
  );

  it.each([[['T2']], [['T1', 'T2']], [[]]])('is refused for workspaces %j, whoever it is', async (teams) => {
    const refused = await people({ S1: ['U1'] }).personOf({ user: 'U1', teams });
    expect(refused).toEqual({ refused: expect.stringContaining('workspace') });
  });

  it('is found in one group also where another one is not to be asked', async () => {
    const { personOf } = people({ S1: ['U7'] }, () => false, [{ name: 'old', people: [], slack: 'S404' }]);
    expect(await personOf(from('U7'))).toEqual({ person: 'jo.b/U7' });
    await expect(personOf(from('U9'))).rejects.toThrow('no_such_subteam');
  });

  it('is not decided where Slack is away and the config does not name them', async () => {
    await expect(people({}, () => true).personOf(from('U7'))).rejects.toThrow(/did not answer/);
  });
});

describe('who is in a user group', () => {
  it('is given by the names that personOf gives; bots and users that Slack does not know are nobody', async () => {
    const { members, personOf } = people({ S1: ['U1', 'U7', 'U8', 'U404'] });
    for (const user of ['U7', 'U8', 'U404']) await personOf(from(user));
    expect(await members('S1')).toEqual(['alice', 'jo.b/U7']);
  });

  it('takes one question, however many there are: Slack allows a hundred a minute for names', async () => {
    const asked: string[] = [];
    const crowd = Array.from({ length: 500 }, (_, n) => `U9${n}`);
    const { members, personOf } = people({ S1: [...crowd, 'U7', 'U1'] }, () => false, [], asked);
    expect(await personOf(from('U7'))).toEqual({ person: 'jo.b/U7' });
    expect(await members('S1')).toEqual(['jo.b/U7', 'alice']);
    expect(asked).toEqual(['U7']);
  });

  it('is remembered while Slack is away, and unknown where it never was there', async () => {
    let gone = false;
    const { members, personOf } = people({ S1: ['U1', 'U7'] }, () => gone);
    await personOf(from('U7'));
    await members('S1');
    gone = true;
    expect(await members('S1')).toEqual(['alice', 'jo.b/U7']);
    await expect(members('S2')).rejects.toThrow(/did not answer/);
  });
});

describe('a mention', () => {
  it.each([
    ['alice', '<@U1>'],
    ['jo.b/U7', '<@U7>'],
    ['oncall', '<!subteam^S1>'],
    ['leads', '<@U1>'],
    ['bob', undefined],
    ['bobs', undefined],
    ['<!channel>', undefined],
    ['a/U7> <!channel', undefined],
  ])('of %s is %s', (name, mention) => {
    expect(people({}).mentionOf(name)).toBe(mention);
  });
});
