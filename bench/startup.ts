import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './median.ts';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
const runs = 5;

/** From `rollout start` on an existing data directory to the line that says it is ready, in milliseconds. */
export async function benchStartup(dir: string): Promise<number> {
  const config = join(dir, 'rollout.yml');
  await writeFile(config, text);
  await startOnce(config);
  const times: number[] = [];
  for (let i = 0; i < runs; i += 1) times.push(await startOnce(config));
  return median(times);
}

const text = `
providers: { lb: { type: haproxy, socket: /nowhere.sock } }
clusters:
  web:
    pools: [lb/web]
    hosts: [a, b]
    deploy: { local: true, commands: ["true"] }
    verify: [{ tcp: 80 }]
dataDir: data
`;

async function startOnce(config: string): Promise<number> {
  const began = performance.now();
  const bot = spawn(process.execPath, [main, 'start', '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([once(bot.stdout, 'data'), died(bot)]);
  const took = performance.now() - began;
  bot.kill('SIGTERM');
  if (bot.exitCode === null) await once(bot, 'exit');
  return took;
}

async function died(bot: ChildProcess): Promise<never> {
  const [code] = await once(bot, 'exit');
  throw new Error(`the bot ended with ${code} before it was ready`);
}
