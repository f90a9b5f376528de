import { expect, it } from 'vitest';
import { createDirectory, type GroupSource } from '../../src/intake/directory.ts';
import { Failure } from '../../src/model/failure.ts';

const people = [{ name: 'alice', local: [], slack: [] }];
const groups = [
  { name: 'leads', people: ['alice', 'bob'] },
  { name: 'oncall', people: ['carol'], slack: 'S0ONCALL1' },
  { name: 'alice', people: [] },
];
const slack = (members: GroupSource['members']): { slack: GroupSource } => ({ slack: { members } });

it('knows the config’s people of a group, and those of its Slack user group', async () => {
  const asked: string[] = [];
  const source = slack(async (group) => {
    asked.push(group);
    return ['bob', 'dan/U1'];
  });
  const directory = createDirectory(people, groups, source);
  expect(await directory.groupsOf('bob')).toEqual(['leads', 'oncall']);
  expect(await directory.groupsOf('dan/U1')).toEqual(['oncall']);
  expect(asked).toEqual(['S0ONCALL1', 'S0ONCALL1']);
  expect(await directory.groupsOf('carol')).toEqual(['oncall']);
  expect(await directory.groupsOf('oncall')).toEqual([]);
  expect(directory.unsure()).toEqual([]);
});

it('takes nobody for a member where the chat can’t be asked, and knows that it is unsure until it can', async () => {
  let away = true;
  const source = slack(async () => {
    if (away) throw new Failure('timeout', 'Slack', 'no answer');
    return ['bob'];
  });
  const directory = createDirectory(people, groups, source);
  expect(await directory.groupsOf('bob')).toEqual(['leads']);
  expect(directory.unsure()).toEqual(['oncall']);
  expect(await directory.groupsOf('carol')).toEqual(['oncall']);
  away = false;
  expect(await directory.groupsOf('bob')).toEqual(['leads', 'oncall']);
  expect(directory.unsure()).toEqual([]);
});

it('is unsure of a chat’s group while there is no chat, and does not hide what is a fault of ours', async () => {
  const alone = createDirectory(people, groups, {});
  expect(await alone.groupsOf('bob')).toEqual(['leads']);
  expect(alone.unsure()).toEqual(['oncall']);
  const broken = createDirectory(
    people,
    groups,
    slack(async () => {
      throw new TypeError('a fault of ours');
    }),
  );
  await expect(broken.groupsOf('bob')).rejects.toThrow('a fault of ours');
});

it('tells names of groups from names of people', () => {
  const directory = createDirectory(people, groups, {});
  expect(directory.isGroupOnly('oncall')).toBe(true);
  expect(directory.isGroupOnly('alice')).toBe(false);
  expect(directory.isGroupOnly('eve')).toBe(false);
});
