import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runnerScript, startScript } from '../../../src/deployer/job/scripts.ts';
import type { Job } from '../../../src/model/deploy.ts';
import { type Context, jobOf, readIf } from './context.ts';

/** Every script like `script`, but killed (-9) before one of its lines from `after` on. */
function killedAnywhere(script: string, after: string): string[] {
  const begin = script.indexOf(after);
  if (begin < 0) throw new Error(`the script has no ${after}`);
  const places = [...script.matchAll(/^(?=[a-z[(:])/gm)].map((match) => match.index);
  return places
    .filter((place) => place >= begin)
    .map((place) => `${script.slice(0, place)}kill -9 $$\n${script.slice(place)}`);
}

/** Runs a script to its death, as the bot's side would. */
function die(shell: readonly string[], script: string): Promise<void> {
  const [command = 'sh', ...words] = shell;
  return new Promise((resolve) => {
    const child = spawn(command, [...words, '-s'], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.once('exit', () => resolve());
    child.stdin.end(script);
  });
}

const settingsOf = ({ it, options }: Context) => ({ ...options, stateDir: it.stateDir });

/** How often a job of `countingJob` ran. */
const runsOf = (ctx: Context, at: number): number => readIf(join(ctx.dir, `count-${at}`)).length / 2;
const countingJob = (ctx: Context, at: number): Job => jobOf([`echo 1 >>${ctx.dir}/count-${at}`]);

/** A runner that dies where the script says; whether it had made the job its own by then. */
async function dyingRunner(ctx: Context, job: Job, script: string): Promise<boolean> {
  const { stateDir } = ctx.it;
  const folder = ctx.folderOf(job);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  mkdirSync(join(stateDir, 'epochs', `c-${job.scope}`), { recursive: true });
  writeFileSync(join(folder, 'output'), '');
  writeFileSync(join(folder, 'launch.x'), script);
  const shell = ctx.options.shell.join(' ');
  await die(
    ['/bin/sh'],
    `exec setsid ${shell} "${folder}/launch.x" "${stateDir}" 022 "$(command -v setsid)" 3>/dev/null`,
  );
  return existsSync(join(folder, 'ran'));
}

/** Lets a runner die at one of its lines, starts the job again, and checks that its command never ran twice. */
async function afterDyingRunner(ctx: Context, at: number): Promise<string> {
  const job = countingJob(ctx, at);
  const script = killedAnywhere(runnerScript(settingsOf(ctx), job, 'n'), 'ro_root=$1')[at] ?? '';
  const won = await dyingRunner(ctx, job, script);
  const handle = await ctx.it.deployer.start(ctx.it.host, job);
  const end = await ctx.follow(job).end.catch((error: unknown) => error);
  expect([at, handle.found]).toEqual([at, won]);
  // A runner that died between two of its lines may leave the command it had begun: that one is then the only one.
  expect([at, runsOf(ctx, at)]).toEqual([at, won && end instanceof Error ? expect.toBeOneOf([0, 1]) : 1]);
  if (!won) return 'launched again';
  return end instanceof Error ? 'lost' : 'ended';
}

export function startsMayDie(ctx: Context): void {
  describe('a start that dies on the way', () => {
    test('leaves a job that the next start launches once, wherever the starting side died', async () => {
      const whole = killedAnywhere(startScript(settingsOf(ctx), countingJob(ctx, 0)), 'ro_mask=$(umask)');
      expect(whole.length).toBeGreaterThan(8);
      for (const at of whole.keys()) {
        const job = countingJob(ctx, at);
        const script = killedAnywhere(startScript(settingsOf(ctx), job), 'ro_mask=$(umask)')[at] ?? '';
        await die(ctx.options.shell, script);
        expect([at, runsOf(ctx, at)]).toEqual([at, 0]);
        expect(await ctx.it.deployer.start(ctx.it.host, job)).toMatchObject({ found: false });
        expect((await ctx.follow(job).end).exitCode).toBe(0);
        expect([at, runsOf(ctx, at)]).toEqual([at, 1]);
      }
    });

    test('never runs twice, wherever the runner died', async () => {
      const whole = killedAnywhere(runnerScript(settingsOf(ctx), countingJob(ctx, 0), 'n'), 'ro_root=$1');
      const outcomes = new Set<string>();
      for (const at of whole.keys()) outcomes.add(await afterDyingRunner(ctx, at));
      // The kills met every phase: before the job was claimed, while it ran, and after its end was written.
      expect([...outcomes].sort()).toEqual(['ended', 'launched again', 'lost']);
    });

    test('leaves nothing behind that holds variables once the job runs', async () => {
      const job = jobOf([`echo 1 >>${ctx.dir}/count-0`]);
      mkdirSync(ctx.folderOf(job), { recursive: true });
      writeFileSync(join(ctx.folderOf(job), 'launch.cut'), 'half of a scr');
      expect(await ctx.it.deployer.start(ctx.it.host, job)).toMatchObject({ found: false });
      await ctx.follow(job).end;
      expect(readFileSync(join(ctx.dir, 'count-0'), 'utf8')).toBe('1\n');
      expect(readdirSync(ctx.folderOf(job)).filter((file) => file.startsWith('launch'))).toEqual([]);
    });
  });
}
