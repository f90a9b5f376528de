import { appendFileSync } from 'node:fs';

/**
 * `node --expose-gc --import memory.mjs …`: every two seconds, after a collection, appends what the process holds to the
 * file MEMORY_LOG: the bytes that its heap uses, and that are resident.
 */
const file = process.env.MEMORY_LOG ?? '';

setInterval(() => {
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  appendFileSync(file, `${heapUsed} ${rss}\n`);
}, 2_000).unref();
