import { existsSync } from 'node:fs';

const busybox = ['/bin/busybox', '/usr/bin/busybox'].find((file) => existsSync(file));
if (busybox === undefined)
  throw new Error('These tests need busybox: run `npm run peers`, or apt-get install busybox.');

/** The shells that hosts have as /bin/sh. */
export const shells: readonly (readonly string[])[] = [
  ['/bin/dash'],
  ['/bin/bash', '--posix'],
  [busybox, 'sh'],
];
