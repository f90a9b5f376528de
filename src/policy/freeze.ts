import { type Freeze, type FreezeWindow, type PersonFreeze, weekdays } from '../model/freeze.ts';
import { createZonedClock, type WallTime, type ZonedClock } from './zoned-clock.ts';

/** After this, the end of a window is not looked for any more: it is one that never ends. */
const farDays = 400;
const dayMs = 24 * 3_600_000;

/** The freeze that holds for the cluster now; of several the one that ends last. */
export function freezeNow(
  windows: readonly FreezeWindow[],
  people: readonly PersonFreeze[],
  cluster: string,
  now: Date,
): Freeze | undefined {
  const holding = [
    ...people.flatMap((each) => ofPerson(each, cluster, now)),
    ...ofWindows(windows, cluster, now),
  ];
  return holding.reduce<Freeze | undefined>(
    (last, each) => (last === undefined || endOf(each) > endOf(last) ? each : last),
    undefined,
  );
}

/** The first freeze of the config that begins for the cluster after `now` and before `end`, and when. */
export function freezeBefore(
  windows: readonly FreezeWindow[],
  cluster: string,
  now: Date,
  end: Date,
): { readonly by: string; readonly reason: string; readonly begins: Date } | undefined {
  const coming = concerned(windows, cluster).flatMap((window) => {
    const clock = createZonedClock(window.zone);
    const begins = holds(window, clock, now) ? undefined : changeAfter(window, clock, now, end);
    return begins && begins < end ? [{ by: window.name, reason: window.reason, begins }] : [];
  });
  return coming.sort((a, b) => a.begins.getTime() - b.begins.getTime())[0];
}

const endOf = ({ until }: Freeze): number => until?.getTime() ?? Number.POSITIVE_INFINITY;

const concerned = (windows: readonly FreezeWindow[], cluster: string): readonly FreezeWindow[] =>
  windows.filter(({ clusters }) => clusters.length === 0 || clusters.includes(cluster));

function ofPerson(
  { cluster: frozen, person, ...freeze }: PersonFreeze,
  cluster: string,
  now: Date,
): Freeze[] {
  if (frozen !== undefined && frozen !== cluster) return [];
  if (freeze.until !== undefined && freeze.until <= now) return [];
  return [{ by: person, ...freeze, lifted: frozen === undefined ? 'all' : 'cluster' }];
}

function ofWindows(windows: readonly FreezeWindow[], cluster: string, now: Date): Freeze[] {
  return concerned(windows, cluster).flatMap((window) => {
    const clock = createZonedClock(window.zone);
    if (!holds(window, clock, now)) return [];
    const until = changeAfter(window, clock, now, new Date(now.getTime() + farDays * dayMs));
    return [{ by: window.name, reason: window.reason, ...(until && { until }) }];
  });
}

/** When the window begins or ends next; undefined where that is not before `latest`. */
function changeAfter(window: FreezeWindow, clock: ZonedClock, now: Date, latest: Date): Date | undefined {
  const { when } = window;
  const minutes = when.kind === 'weekly' ? [when.from, when.to] : [];
  const before = holds(window, clock, now);
  for (let at = clock.nextEdge(now, minutes); at < latest; at = clock.nextEdge(at, minutes)) {
    if (holds(window, clock, at) !== before) return at;
  }
  return undefined;
}

const holds = ({ when }: FreezeWindow, clock: ZonedClock, at: Date): boolean => {
  const wall = clock.at(at);
  return when.kind === 'dates' ? when.from <= wall.date && wall.date <= when.to : inWeekly(when, wall);
};

type Weekly = Extract<FreezeWindow['when'], { kind: 'weekly' }>;

/** What ends after midnight belongs to the day on which it began. */
function inWeekly({ days, from, to }: Weekly, { date, minutes }: WallTime): boolean {
  const on = (daysBefore: number) => days.some((name) => name === weekdayOf(date, daysBefore));
  if (to > from) return on(0) && from <= minutes && minutes < to;
  return (on(0) && minutes >= from) || (on(1) && minutes < to);
}

function weekdayOf(date: string, daysBefore: number) {
  const time = new Date(Date.parse(`${date}T00:00:00Z`) - daysBefore * dayMs);
  return weekdays[(time.getUTCDay() + 6) % 7];
}
