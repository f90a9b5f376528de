import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchChat } from './chat.ts';
import { benchOverhead } from './overhead.ts';
import { benchStartup } from './startup.ts';
import { benchTakeOver } from './take-over.ts';

/** `npm run bench`: figures of one run on this machine, and the ratios between them. */
const dir = await mkdtemp(join(tmpdir(), 'rollout-bench-'));
try {
  const { botMs, bareMs } = await benchOverhead(join(dir, 'overhead'));
  const startMs = await benchStartup(dir);
  const { ackMs, clickMs, outMs } = await benchChat(join(dir, 'chat'));
  const takeOver = await benchTakeOver(join(dir, 'take-over'));
  const ms = (value: number) => `${value.toFixed(0)} ms`.padStart(8);
  console.log('Per host, median of a rollout over 10 hosts (HAProxy, SSH, http probe, embedded database)');
  console.log(`  bare commands by hand   ${ms(bareMs)}`);
  console.log(
    `  the bot, whole host     ${ms(botMs)}   ${(botMs / bareMs).toFixed(1)} times the bare commands`,
  );
  console.log(`  added by the bot        ${ms(botMs - bareMs)}   (wanted: at most 150 ms)`);
  console.log('Start on an existing data directory, median of 5');
  console.log(`  to ready                ${ms(startMs)}   (wanted: under 3000 ms)`);
  console.log('Slack, with 20 rollouts running (a stand-in for Slack on this machine)');
  console.log(`  command to ack, p99     ${ms(ackMs)}   (wanted: under 200 ms)`);
  console.log(`  Approve to drain, p95   ${ms(clickMs)}   (wanted: under 500 ms)`);
  console.log(`  Take it out to drain,p95${ms(outMs)}   (wanted: under 1000 ms)`);
  console.log('Take-over after SIGKILL, by another process (PostgreSQL, Redis)');
  console.log(`  median                  ${ms(takeOver.medianMs)}`);
  console.log(`  p95                     ${ms(takeOver.p95Ms)}   (wanted: under 10000 ms)`);
  const fast = ackMs < 200 && clickMs < 500 && outMs < 1000;
  const well = botMs - bareMs <= 150 && startMs < 3000 && fast && takeOver.p95Ms < 10_000;
  process.exitCode = well ? 0 : 1;
} finally {
  await rm(dir, { recursive: true, force: true });
}
