import { type Logger, LogLevel } from '@slack/bolt';

/** A logger for the official client, where a test provokes what it would complain about. */
export const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
