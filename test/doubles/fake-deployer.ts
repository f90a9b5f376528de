import { setTimeout as pause } from 'node:timers/promises';
import type { Deployer } from '../../src/deployer/deployer.ts';
import type { Job, JobEnd } from '../../src/model/deploy.ts';
import { Failure } from '../../src/model/failure.ts';

export interface FakeHosts {
  /** The jobs that really ran, in order, as HOST RELEASE. */
  readonly ran: string[];
  /** What runs on each host. */
  readonly releases: Map<string, string>;
  /** Hosts that can't be reached. */
  readonly unreachable: Set<string>;
  /** Exit codes of the next jobs, by host; 0 where absent. */
  readonly exitCodes: Map<string, number>;
  /** Called when a job of the host begins, before it does anything. */
  onRun: (host: string) => Promise<void> | void;
  /** What each host says when it is to count its connections; it can't where absent. */
  readonly counts: Map<string, string>;
  /** Jobs of these hosts do not end by themselves. */
  readonly endless: Set<string>;
  /** How often the connection breaks while a job of the host is followed, by host. */
  readonly breaks: Map<string, number>;
}

export interface FakeDeployer extends Deployer {
  readonly hosts: FakeHosts;
}

/** Hosts in memory that keep the Deployer contract: a job with a known id is found, not run again. */
export function createFakeDeployer(): FakeDeployer {
  const hosts: FakeHosts = {
    ran: [],
    releases: new Map(),
    unreachable: new Set(),
    exitCodes: new Map(),
    onRun: () => undefined,
    counts: new Map(),
    endless: new Set(),
    breaks: new Map(),
  };
  const jobs = new Map<string, { job: Job; end?: JobEnd }>();
  const reach = (host: string) => {
    if (hosts.unreachable.has(host)) throw new Failure('unreachable', host, `${host} can't be reached`);
  };
  return {
    hosts,
    prepare: () => undefined,
    async start(host, job) {
      reach(host.name);
      const found = jobs.has(job.id);
      if (!found) jobs.set(job.id, { job });
      return { host, jobId: job.id, found };
    },
    async follow({ host, jobId }, { onLine, signal }) {
      const known = jobs.get(jobId);
      if (!known) throw new Failure('missing', host.name, `no job ${jobId}`);
      const breaks = hosts.breaks.get(host.name) ?? 0;
      hosts.breaks.set(host.name, breaks - 1);
      if (breaks > 0) throw new Failure('unreachable', host.name, `the connection to ${host.name} broke`);
      known.end ??= await run(hosts, host.name, known.job, signal);
      onLine({ n: 1, text: `job ${jobId} ended` });
      return known.end;
    },
    async ask(host, command) {
      reach(host.name);
      if (command.includes('state established'))
        return { exitCode: 0, output: `${hosts.counts.get(host.name) ?? 'unable'}\n` };
      return { exitCode: 0, output: hosts.releases.get(host.name) ?? '' };
    },
    release: async () => undefined,
    close: async () => undefined,
  };
}

async function run(hosts: FakeHosts, host: string, { variables }: Job, signal: AbortSignal): Promise<JobEnd> {
  hosts.ran.push(`${host} ${variables.ROLLOUT_RELEASE}`);
  await hosts.onRun(host);
  while (hosts.endless.has(host) && !signal.aborted) await pause(5);
  if (signal.aborted) return { exitCode: null, signal: 'SIGTERM', failedCommand: 1, stopped: 'asked' };
  const exitCode = hosts.exitCodes.get(host) ?? 0;
  if (exitCode === 0) hosts.releases.set(host, String(variables.ROLLOUT_RELEASE));
  return { exitCode, signal: null, failedCommand: exitCode === 0 ? 0 : 1 };
}
