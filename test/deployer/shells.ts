import { existsSync } from 'node:fs';

/** dash and bash are on every Debian; busybox joins in where it is installed. */
export const shells: readonly (readonly string[])[] = [
  ['/bin/dash'],
  ['/bin/bash', '--posix'],
  ...['/bin/busybox', '/usr/bin/busybox']
    .filter((file) => existsSync(file))
    .slice(0, 1)
    .map((file) => [file, 'sh']),
];
