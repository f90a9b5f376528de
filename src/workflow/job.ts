import { fitsInPath, type Job } from '../model/deploy.ts';
import { Failure } from '../model/failure.ts';
import { kept } from '../text/say.ts';
import { type At, clusterOf, hostOf } from './at.ts';
import type { Tools } from './tools.ts';

/** The same attempt is the same job, also after a crash; a retry is another one. */
export const jobIdOf = async (
  tools: Tools,
  { rollout, host, attempt }: Pick<At, 'rollout' | 'host' | 'attempt'>,
): Promise<string> => `${await tools.store.installation()}.${rollout}.${host}.${attempt}`;

/** The host's job in this attempt without its epoch, or undefined where the config has nothing to run for it. */
export async function jobFor(tools: Tools, at: At): Promise<Omit<Job, 'epoch'> | undefined> {
  const { deploy } = clusterOf(tools, at.cluster);
  const rollout = await tools.store.rollouts.get(at.rollout);
  const { from, to } = await tools.store.rollouts.host(at.rollout, at.host);
  const restarts = rollout?.kind === 'restart';
  const commands = (restarts && deploy.restart) || deploy.commands;
  const upload = restarts ? undefined : deploy.upload;
  if (commands.length === 0 && upload === undefined) return undefined;
  const facts = { host: at.host, release: to };
  const installation = await tools.store.installation();
  return {
    id: await jobIdOf(tools, at),
    scope: `${installation}.${at.cluster}`,
    commands,
    timeoutMs: deploy.timeoutMs,
    ...(upload && { upload: { from: inPath(upload.from, facts), to: inPath(upload.to, facts) } }),
    variables: {
      ...deploy.env,
      ROLLOUT_ID: at.rollout,
      ROLLOUT_CLUSTER: at.cluster,
      ROLLOUT_HOST: at.host,
      ROLLOUT_ADDRESS: hostOf(tools, at).address,
      ROLLOUT_RELEASE: to,
      ROLLOUT_PREVIOUS: from ?? '',
      ROLLOUT_REQUESTER: rollout?.requester ?? '',
    },
  };
}

function inPath(path: string, facts: { readonly host: string; readonly release: string }): string {
  return path.replace(/\{(host|release)\}/g, (_, name: 'host' | 'release') => {
    const value = facts[name];
    if (fitsInPath(value)) return value;
    throw new Failure(
      'invalid',
      facts.host,
      kept`"${value}" can't be part of a file's name, as the upload needs it`,
    );
  });
}
