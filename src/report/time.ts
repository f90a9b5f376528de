import { say } from '../text/say.ts';

/** A duration in milliseconds for people: `0.4 s`, `42 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.95) return say`${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return say`${whole} s`;
  if (whole < 3600) return minutesText(Math.floor(whole / 60), whole % 60);
  const minutes = Math.floor(whole / 60);
  if (minutes < 24 * 60) return hoursText(Math.floor(minutes / 60), minutes % 60);
  const hours = Math.floor(minutes / 60);
  return daysText(Math.floor(hours / 24), hours % 24);
}

/** A duration that is only estimated: `under a minute`, `about 3 min`, `about 2 h 10 min`. */
export function aboutText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return say`under a minute`;
  // The longer it is, the less is known of its end.
  const step = minutes < 10 ? 1 : minutes < 60 ? 5 : 10;
  return say`about ${durationText(Math.round(minutes / step) * step * 60_000)}`;
}

const minutesText = (min: number, s: number): string => (s === 0 ? say`${min} min` : say`${min} min ${s} s`);
const hoursText = (h: number, min: number): string => (min === 0 ? say`${h} h` : say`${h} h ${min} min`);
const daysText = (d: number, h: number): string => (h === 0 ? say`${d} d` : say`${d} d ${h} h`);

const digits = (n: number): string => String(n).padStart(2, '0');

/** `14:05`, in the zone of the bot's machine. */
export const clockText = (at: Date): string => `${digits(at.getHours())}:${digits(at.getMinutes())}`;

/** `2026-11-20 14:05`, in the zone of the bot's machine. */
export const dateText = (at: Date): string =>
  `${at.getFullYear()}-${digits(at.getMonth() + 1)}-${digits(at.getDate())} ${clockText(at)}`;
