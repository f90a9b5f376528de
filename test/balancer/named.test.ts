import { expect, it } from 'vitest';
import type { Balancer } from '../../src/balancer/balancer.ts';
import { createNamed } from '../../src/balancer/named.ts';
import type { Member } from '../../src/model/member.ts';
import { createFakeBalancer } from '../doubles/fake-balancer.ts';

const showing = (members: readonly Partial<Member>[], removes = false): Balancer => {
  const fake = createFakeBalancer({});
  return {
    ...fake,
    abilities: { ...fake.abilities, removes },
    read: async () => members.map((each) => ({ name: '', weight: 1, state: 'ready', health: 'up', ...each })),
  };
};
const known = new Map([['web', ['web-01:80', 'web-02:80']]]);
const names = async (balancer: Balancer) =>
  (await createNamed(balancer, 'lb', known).read('web')).map(({ name }) => name);

it('gives members the names that the config uses, and leaves strangers theirs', async () => {
  const members = [
    { name: 'i-1:80', aliases: ['web-01:80', '10.0.0.1:80'] },
    { name: 'web-02:80', aliases: ['i-2:80'] },
    { name: 'i-3:80', aliases: ['web-03:80'] },
  ];
  expect(await names(showing(members))).toEqual(['web-01:80', 'web-02:80', 'i-3:80']);
});

it('leaves two members that answer to one name for the caller to refuse', async () => {
  const members = [
    { name: 'i-1:80', aliases: ['web-01:80'] },
    { name: 'i-2:80', aliases: ['web-01:80'] },
  ];
  expect(await names(showing(members))).toEqual(['web-01:80', 'web-01:80']);
});

it('refuses a pool in which the config names one member twice', async () => {
  const members = [{ name: 'i-1:80', aliases: ['web-01:80', 'web-02:80'] }];
  await expect(names(showing(members))).rejects.toMatchObject({ kind: 'ambiguous' });
});

it('shows as out what is not listed, only where drained means removed', async () => {
  const [, absent] = await createNamed(showing([{ name: 'web-01:80' }], true), 'lb', known).read('web');
  expect(absent).toMatchObject({ name: 'web-02:80', weight: 0, state: 'maint' });
  expect(await names(showing([{ name: 'web-01:80' }]))).toEqual(['web-01:80']);
});
