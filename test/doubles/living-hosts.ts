import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployer } from '../../src/deployer/deployer.ts';
import type { Host } from '../../src/model/cluster.ts';
import type { Job, JobEnd } from '../../src/model/deploy.ts';
import { Failure } from '../../src/model/failure.ts';

/** A job that ran, or runs, on a host. */
export interface JobRun {
  readonly host: string;
  readonly job: Job;
  readonly began: number;
  ended?: number;
  end?: JobEnd;
}

/** Hosts in memory whose jobs run by themselves: they go on when whoever started them has died. */
export interface LivingHosts {
  /** Every run of a job, in order: a job that ran twice is there twice. */
  readonly runs: readonly JobRun[];
  /** What runs on each host. */
  readonly releases: Map<string, string>;
  readonly unreachable: Set<string>;
  /** Exit codes of the next jobs, by host; 0 where absent. */
  readonly exitCodes: Map<string, number>;
  /** Jobs of these hosts do not end by themselves. */
  readonly endless: Set<string>;
  /** How long a job takes on each host, in milliseconds. */
  readonly takesMs: Map<string, number>;
  /** Called when a job begins on a host. */
  onRun: (run: JobRun) => void;
  /** Breaks the connections of all that follow a job on this host. */
  cut(host: string): void;
  readonly deployer: Deployer;
}

interface Known {
  readonly run: JobRun;
  readonly stop: AbortController;
  stopped?: 'asked' | 'timeout';
}

const lookMs = 5;

export function createLivingHosts(): LivingHosts {
  const runs: JobRun[] = [];
  const jobs = new Map<string, Known>();
  const epochs = new Map<string, number>();
  const cuts = new Map<string, number>();
  const hosts: LivingHosts = {
    runs,
    releases: new Map(),
    unreachable: new Set(),
    exitCodes: new Map(),
    endless: new Set(),
    takesMs: new Map(),
    onRun: () => undefined,
    cut: (host) => void cuts.set(host, (cuts.get(host) ?? 0) + 1),
    deployer: {
      prepare: () => undefined,
      async start(host, job) {
        reach(hosts, host);
        const key = `${host.name} ${job.id}`;
        fence(epochs, host, job);
        const found = jobs.has(key);
        if (!found) jobs.set(key, begin(hosts, runs, host, job));
        return { host, jobId: job.id, found };
      },
      async follow({ host, jobId }, { from, onLine, signal, timeoutMs }) {
        reach(hosts, host);
        const known = jobs.get(`${host.name} ${jobId}`);
        if (!known) throw new Failure('missing', host.name, `${host.name} has no job ${jobId}`);
        const connection = cuts.get(host.name);
        for (;;) {
          stopIfDue(known, signal, timeoutMs);
          if (known.run.end) break;
          await sleep(lookMs);
          if (cuts.get(host.name) !== connection) throw broken(host);
          reach(hosts, host);
        }
        if (from <= 1) onLine({ n: 1, text: `job ${jobId} ended` });
        return known.run.end;
      },
      async ask(host) {
        reach(hosts, host);
        return { exitCode: 0, output: hosts.releases.get(host.name) ?? '' };
      },
      release: async () => undefined,
      close: async () => undefined,
    },
  };
  return hosts;
}

const broken = ({ name }: Host) => new Failure('unreachable', name, `${name} can't be reached`);

function reach({ unreachable }: LivingHosts, host: Host): void {
  if (unreachable.has(host.name)) throw broken(host);
}

/** A host refuses what was ordered under an older epoch than it has seen. */
function fence(epochs: Map<string, number>, { name }: Host, { scope, epoch }: Job): void {
  const key = `${name} ${scope}`;
  const newest = epochs.get(key) ?? 0;
  if (epoch < newest)
    throw new Failure('lost-lock', name, `${name} has seen epoch ${newest}; this is of ${epoch}`);
  epochs.set(key, epoch);
}

function begin(hosts: LivingHosts, runs: JobRun[], host: Host, job: Job): Known {
  const run: JobRun = { host: host.name, job, began: performance.now() };
  const known: Known = { run, stop: new AbortController() };
  runs.push(run);
  hosts.onRun(run);
  void work(hosts, known);
  return known;
}

async function work(hosts: LivingHosts, known: Known): Promise<void> {
  const { run, stop } = known;
  const { host, job } = run;
  await sleep(hosts.takesMs.get(host) ?? 20, undefined, { signal: stop.signal }).catch(() => undefined);
  while (hosts.endless.has(host) && !stop.signal.aborted) await sleep(lookMs);
  const exitCode = hosts.exitCodes.get(host) ?? 0;
  hosts.exitCodes.delete(host);
  if (!stop.signal.aborted && exitCode === 0) hosts.releases.set(host, String(job.variables.ROLLOUT_RELEASE));
  run.ended = performance.now();
  run.end = known.stopped
    ? { exitCode: null, signal: 'SIGTERM', failedCommand: 1, stopped: known.stopped }
    : { exitCode, signal: null, failedCommand: exitCode === 0 ? 0 : 1 };
}

function stopIfDue(known: Known, { aborted }: AbortSignal, timeoutMs: number): void {
  if (known.run.end) return;
  if (aborted) stop(known, 'asked');
  if (performance.now() - known.run.began >= timeoutMs) stop(known, 'timeout');
}

function stop(known: Known, why: 'asked' | 'timeout'): void {
  known.stopped ??= why;
  known.stop.abort();
}
