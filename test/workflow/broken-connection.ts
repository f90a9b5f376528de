import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployer } from '../../src/deployer/deployer.ts';
import { createLocalDeployer } from '../../src/deployer/local/local-deployer.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Stage } from './stage.ts';

/** Real jobs on this machine, over a connection that can break. */
export interface Jobs {
  /** Whatever is asked from now on fails, and what was followed breaks off, without a word to the job. */
  breakOff(): void;
  mend(): void;
  /** What the jobs have said: `begin r1 v1`, `end r1 v1`. */
  said(): Promise<readonly string[]>;
  /** Lets end what still runs, and gives all that was said. */
  atLast(): Promise<readonly string[]>;
}

/** The stage's hosts run real jobs: those of `v1` end at once, others when they are let. */
export async function realJobs({ cluster, deployer }: Stage): Promise<Jobs> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-jobs-'));
  const log = join(dir, 'log');
  const real = createLocalDeployer({ stateDir: join(dir, 'state'), cwd: dir });
  const said = async () =>
    (await readFile(log, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  const say = (word: string) => `echo "${word} $ROLLOUT_ID $ROLLOUT_RELEASE" >>${log}`;
  const wait = `[ "$ROLLOUT_RELEASE" = v1 ] || while [ ! -e ${dir}/go ]; do sleep 0.05; done`;
  Object.assign(cluster.deploy, {
    timeoutMs: 60_000,
    commands: [`${say('begin')}; ${wait}; ${say('end')}`],
  });
  const line = { broken: new AbortController() };
  Object.assign(deployer, over(real, line));
  return {
    breakOff: () => line.broken.abort(),
    mend: () => {
      line.broken = new AbortController();
    },
    said,
    async atLast() {
      await writeFile(join(dir, 'go'), '');
      await sleep(500);
      return said();
    },
  };
}

function over(real: Deployer, line: { broken: AbortController }): Partial<Deployer> {
  const failure = () => new Failure('unreachable', 'a', 'the connection to a broke');
  const demand = () => {
    if (line.broken.signal.aborted) throw failure();
  };
  return {
    async start(host, job) {
      demand();
      return real.start(host, job);
    },
    async ask(host, command, timeoutMs) {
      demand();
      return real.ask(host, command, timeoutMs);
    },
    async follow(handle, how) {
      demand();
      const { broken } = line;
      const stop = new AbortController();
      const pass = () => broken.signal.aborted || stop.abort();
      how.signal.addEventListener('abort', pass, { once: true });
      if (how.signal.aborted) stop.abort();
      const cut = new Promise<never>((_, reject) => {
        broken.signal.addEventListener('abort', () => reject(failure()), { once: true });
      });
      const followed = real.follow(handle, { ...how, signal: stop.signal });
      followed.catch(() => undefined);
      return Promise.race([followed, cut]);
    },
  };
}
