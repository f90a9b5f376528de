import { expect, it } from 'vitest';
import { createDingTalkPeople } from '../../../../src/chat/dingtalk/people/people.ts';

const config = [
  { name: 'ann', local: [], slack: ['U1'], dingtalk: ['01', '02'] },
  { name: 'bob', local: [], slack: ['U2'] },
  { name: 'eve', local: [], slack: [], dingtalk: ['05'] },
];
const people = createDingTalkPeople(config, [{ name: 'leads', people: ['ann', 'bob', 'eve'] }]);
const sender = { nick: 'Ann', ofThisCompany: true };

it('knows a person by any of their ids, and nobody by a name', () => {
  for (const staffId of ['01', '02'])
    expect(people.personOf({ ...sender, staffId })).toEqual({ person: 'ann' });
  expect(people.personOf({ ...sender, staffId: 'ann' })).toEqual({
    refused: expect.stringContaining('Ann: { dingtalk: "ann" }'),
  });
});

it('refuses whoever is from outside, also under an id that is known here', () => {
  const refused = { refused: expect.stringContaining('members of the company') };
  expect(people.personOf({ ...sender, staffId: '01', ofThisCompany: false })).toEqual(refused);
  expect(people.personOf({ ...sender, staffId: '' })).toEqual(refused);
  expect(people.personOf(sender)).toEqual(refused);
});

it('calls a person on their first account, and of a group those who are in DingTalk', () => {
  expect(people.usersOf('ann')).toEqual([{ staffId: '01', name: 'ann' }]);
  expect(people.usersOf('bob')).toEqual([]);
  expect(people.usersOf('leads').map(({ name }) => name)).toEqual(['ann', 'eve']);
});
