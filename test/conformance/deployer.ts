import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { hostsAreAsked } from './deployer/asking.ts';
import { type ConformanceOptions, type Context, type DeployerUnderTest, follow } from './deployer/context.ts';
import { startsMayDie } from './deployer/crashes.ts';
import { epochsFence } from './deployer/fencing.ts';
import { jobsAreFound } from './deployer/finding.ts';
import { jobsRun } from './deployer/jobs.ts';
import { outputArrives } from './deployer/output.ts';
import { jobsAreStopped } from './deployer/stopping.ts';
import { uploadsArrive } from './deployer/upload.ts';
import { variablesArrive } from './deployer/variables.ts';

/** What every Deployer has to do; run for each of them. */
export function deployerConformance(
  name: string,
  options: ConformanceOptions,
  setUp: (options: ConformanceOptions) => Promise<DeployerUnderTest>,
): void {
  describe(`${name} is a Deployer`, () => {
    let it: DeployerUnderTest;
    let dir: string;
    const ctx: Context = {
      options,
      get it() {
        return it;
      },
      get dir() {
        return dir;
      },
      follow: (job, changes, deployer = it.deployer) => follow({ deployer, host: it.host }, job, changes),
      async run(job) {
        await it.deployer.start(it.host, job);
        const following = ctx.follow(job);
        const end = await following.end;
        return { end, lines: following.lines, texts: following.texts() };
      },
      folderOf: (job) => join(it.stateDir, 'jobs', job.id),
    };

    beforeAll(async () => {
      it = await setUp(options);
    });
    beforeEach(() => {
      dir = mkdtempSync(join(tmpdir(), 'rollout-job-'));
      return () => rmSync(dir, { recursive: true, force: true });
    });
    afterAll(() => it.stop());

    jobsRun(ctx);
    outputArrives(ctx);
    variablesArrive(ctx);
    jobsAreStopped(ctx);
    jobsAreFound(ctx);
    startsMayDie(ctx);
    epochsFence(ctx);
    hostsAreAsked(ctx);
    uploadsArrive(ctx);
  });
}
