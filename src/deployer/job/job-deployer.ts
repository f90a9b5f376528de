import type { Host } from '../../model/cluster.ts';
import type { Job, Variables } from '../../model/deploy.ts';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { collect, type RunScript } from '../../transport/collect.ts';
import { exports } from '../../transport/quote.ts';
import { runScript } from '../../transport/script.ts';
import type { Deployer, JobHandle } from '../deployer.ts';
import type { HostAccess } from './access.ts';
import { type Answer, readAnswer } from './answer.ts';
import { askHost } from './ask.ts';
import { followJob } from './follow.ts';
import { maskOf } from './mask.ts';
import { checkJob, lookScript, type ScriptSettings, startScript } from './scripts.ts';
import { readSource } from './source.ts';
import { destination, placing, readyScript } from './upload.ts';

export interface JobDeployerOptions {
  readonly access: HostAccess;
  readonly settings: ScriptSettings;
  /** Variables whose secrets are masked also in jobs that this process did not start itself. */
  readonly variables: Variables;
}

/** The job protocol over any way to run a shell on a host. */
export function createJobDeployer({ access, settings, variables }: JobDeployerOptions): Deployer {
  /** The secrets of the jobs that were started here, for masking what they print. */
  const secrets = new Map<string, Variables>();
  const runOn =
    (host: Host): RunScript =>
    (script, listener) =>
      runScript(access.open(host), settings.shell, script, listener);
  const maskFor = (jobId: string) => maskOf([variables, secrets.get(jobId) ?? {}]);

  return {
    prepare: (host) => access.prepare(host),
    async start(host, job, mayStart = async () => job.epoch) {
      checkJob(job);
      secrets.set(job.id, job.variables);
      const answer = await startOn({ access, settings, host, run: runOn(host), mayStart }, job);
      return { host, jobId: job.id, found: answer.kind === 'found' };
    },
    async follow({ host, jobId }: JobHandle, options) {
      const end = await followJob({
        run: runOn(host),
        settings,
        host: host.name,
        jobId,
        mask: maskFor(jobId),
        from: options.from,
        onLine: options.onLine,
        signal: options.signal,
        timeoutMs: options.timeoutMs,
      });
      secrets.delete(jobId);
      return end;
    },
    ask: (host, command, timeoutMs) =>
      askHost(
        { run: runOn(host), settings, host: host.name, mask: maskOf([variables]) },
        `${exports({ ROLLOUT_HOST: host.name, ROLLOUT_ADDRESS: host.address })}\n${command}`,
        timeoutMs,
      ),
    release: (host) => access.release(host),
    close: () => access.close(),
  };
}

interface Start {
  readonly access: HostAccess;
  readonly settings: ScriptSettings;
  readonly host: Host;
  readonly run: RunScript;
  mayStart(): Promise<number>;
}

/** Another start of the same job may cut in between; the next try then finds what it made. */
async function startOn(start: Start, job: Job): Promise<Answer> {
  let answer = await startOnce(start, job);
  for (let tries = 1; answer.kind === 'silent' && tries < 3; tries += 1) answer = await startOnce(start, job);
  if (answer.kind !== 'silent') return answer;
  const message = kept`${start.host.name} did not start the job ${job.id}: ${answer.text || kept`it did not say why`}.`;
  throw new Failure('failed', start.host.name, message);
}

async function startOnce(start: Start, job: Job): Promise<Answer> {
  if (!job.upload) return launch(start, job, '');
  const place = await upload(start, job, job.upload);
  if (typeof place !== 'string') return place;
  return launch(start, { ...job, epoch: await start.mayStart() }, place);
}

async function launch({ run, settings, host }: Start, job: Job, place: string): Promise<Answer> {
  return readAnswer(await collect(run, startScript(settings, job, place)), host.name, job);
}

/** Brings the files beside their target. Gives the shell text that swaps them in, or what the host answered instead. */
async function upload(
  { access, settings, host, run }: Start,
  job: Job,
  wanted: NonNullable<Job['upload']>,
): Promise<string | Answer> {
  const entries = await readSource(wanted.from);
  const to = destination(wanted, entries);
  const look = await collect(run, lookScript(settings, job, readyScript(to, entries)));
  const answer = readAnswer(look, host.name, job);
  if (answer.kind !== 'ready') return answer;
  const { copies, place } = placing(wanted, to, answer.text, entries);
  await access.put(host, copies);
  return place;
}
