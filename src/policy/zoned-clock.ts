const minute = 60_000;
const day = 24 * 60;

/** What clocks on a wall in a time zone show. */
export interface WallTime {
  /** `2026-12-23` */
  readonly date: string;
  /** After midnight, as the clock shows them: on the days on which clocks change, some come twice or never. */
  readonly minutes: number;
}

export interface ZonedClock {
  at(time: Date): WallTime;
  /**
   * The first moment after `time` at which the clock shows one of these minutes (midnight always counts), or at which it
   * is set forward or back; by that nothing that depends on whole minutes and dates can change in between.
   */
  nextEdge(time: Date, minutes: readonly number[]): Date;
}

/** A clock of an IANA time zone, by the machine's own time zone data. Throws RangeError where there is no such zone. */
export function createZonedClock(zone: string): ZonedClock {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const at = (time: Date): WallTime => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    return {
      date: `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`,
      minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
    };
  };
  return { at, nextEdge: (time, minutes) => nextEdge(at, time, minutes) };
}

function nextEdge(at: (time: Date) => WallTime, time: Date, minutes: readonly number[]): Date {
  const from = wholeMinute(time);
  const now = at(from).minutes;
  const steps = [...minutes, day].filter((each) => each > now).map((each) => each - now);
  const ahead = Math.min(...steps);
  const to = later(from, ahead);
  return shiftOf(at, to) === shiftOf(at, from) ? to : changeBetween(at, from, ahead);
}

/** The first minute by which the clock was set forward or back. */
function changeBetween(at: (time: Date) => WallTime, from: Date, ahead: number): Date {
  const before = shiftOf(at, from);
  let [low, high] = [0, ahead];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shiftOf(at, later(from, middle)) === before) low = middle;
    else high = middle;
  }
  return later(from, high);
}

/** By how many minutes the clock is ahead of UTC. */
function shiftOf(at: (time: Date) => WallTime, time: Date): number {
  const { date, minutes } = at(time);
  return Date.parse(`${date}T00:00:00Z`) / minute + minutes - time.getTime() / minute;
}

const wholeMinute = (time: Date): Date => new Date(Math.floor(time.getTime() / minute) * minute);
const later = (time: Date, minutes: number): Date => new Date(time.getTime() + minutes * minute);
