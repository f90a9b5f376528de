import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type FreezeWindow, weekdays } from '../../src/model/freeze.ts';
import { config, minimal, warnings } from './support.ts';

/** Any team that can be written down, key by key, must be read as what was meant. */

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((name) => !/^[ro]\d+$/.test(name));
const id = (letters: string) => fc.stringMatching(new RegExp(`^[${letters}][A-Z0-9]{2,10}$`));
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const minute = fc.integer({ min: 0, max: 1_439 });

const when = fc.oneof(
  fc.record({
    kind: fc.constant('weekly' as const),
    days: fc.subarray([...weekdays], { minLength: 1 }),
    from: minute,
    to: minute,
  }),
  fc
    .tuple(date, date)
    .map((days) => days.sort())
    .map(([from = '', to = '']) => ({ kind: 'dates' as const, from, to })),
);

const freeze: fc.Arbitrary<Omit<FreezeWindow, 'name'>> = fc.record({
  clusters: fc.constantFrom([], ['web']),
  reason: word,
  zone: fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC'),
  when,
});

const meant = fc
  .record({
    names: fc.uniqueArray(word, { minLength: 3, maxLength: 8 }),
    ids: fc.uniqueArray(id('UW'), { minLength: 8, maxLength: 8 }),
    slack: some(id('S')),
    channel: some(id('CGD')),
    freezes: fc.dictionary(word, freeze, { maxKeys: 4, noNullPrototype: true }),
    picked: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    approvals: fc.integer({ min: 0, max: 1 }),
    flags: fc.tuple(fc.boolean(), fc.boolean()),
  })
  .map(({ names: [group = '', ...people], picked, ...rest }) => {
    const name = (index: number): string => people[index % people.length] ?? '';
    return { group, people, picks: [...new Set(picked.map(name))], ...rest };
  });

type Meant = typeof meant extends fc.Arbitrary<infer T> ? T : never;

const clock = (minutes: number): string =>
  new Date(minutes * 60_000).toISOString().slice('1970-01-01T'.length, '1970-01-01T00:00'.length);

function freezeIn({ when: at, clusters, zone, reason }: Omit<FreezeWindow, 'name'>) {
  const times =
    at.kind === 'weekly'
      ? { days: at.days, from: clock(at.from), to: clock(at.to) }
      : { dates: `${at.from}..${at.to}` };
  return { ...times, zone, reason, ...(clusters.length > 0 && { clusters }) };
}

/** Each person has an id, and the last one two. */
const idsOf = ({ people, ids }: Meant, index: number): string[] =>
  ids.slice(index, index === people.length - 1 ? index + 2 : index + 1);

function written(wanted: Meant): string {
  const { people, group, slack, picks, freezes, channel, approvals, flags } = wanted;
  const access = {
    view: [group, ...picks],
    deploy: picks,
    approve: picks,
    disable: [group],
    onCall: [group],
  };
  const [mentionOnCall, onCallConfirms] = flags;
  const ofCluster = {
    ...(channel !== undefined && { channels: { slack: channel } }),
    access: { ...access, approvals, mentionOnCall, onCallConfirms },
  };
  const team = {
    people: Object.fromEntries(people.map((name, index) => [name, { slack: idsOf(wanted, index) }])),
    groups: { [group]: { people: picks, ...(slack !== undefined && { slack }) } },
    freezes: Object.fromEntries(Object.entries(freezes).map(([name, one]) => [name, freezeIn(one)])),
    chat: { slack: { botToken: 'xoxb-b', appToken: 'xapp-a' } },
  };
  const indented = stringify(ofCluster).trimEnd().replace(/^/gm, '    ');
  return `${minimal}${indented}\n${stringify(team)}`;
}

test('any team is read as what was meant, without warnings', () => {
  fc.assert(
    fc.property(meant, (wanted) => {
      const text = written(wanted);
      const { people, groups, freezes, clusters } = config(text);
      const { group, picks, slack, channel } = wanted;
      expect(people).toEqual(
        wanted.people.map((name, index) => ({ name, local: [], slack: idsOf(wanted, index) })),
      );
      expect(groups).toEqual([{ name: group, people: picks, ...(slack !== undefined && { slack }) }]);
      expect(freezes).toEqual(Object.entries(wanted.freezes).map(([name, one]) => ({ name, ...one })));
      expect(clusters[0]?.places).toEqual(channel === undefined ? [] : [{ chat: 'slack', channel }]);
      expect(clusters[0]?.access).toEqual({
        view: [group, ...picks],
        deploy: picks,
        approve: picks,
        disable: [group],
        onCall: [group],
        mentionOnCall: wanted.flags[0],
        onCallConfirms: wanted.flags[1],
        approvals: wanted.approvals,
        distinctApprover: false,
      });
      expect(warnings(text)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
