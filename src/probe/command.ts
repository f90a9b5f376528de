import type { Host } from '../model/cluster.ts';
import { asFailure } from '../model/failure.ts';
import type { ProbeSpec, ProbeTarget } from '../model/probe.ts';
import { kept } from '../text/say.ts';
import { exports } from '../transport/quote.ts';
import type { Probe } from './probe.ts';

type CommandSpec = Extract<ProbeSpec, { kind: 'command' }>;

/** Runs a short command where a host's jobs run: a Deployer's `ask`. */
export type Ask = (
  host: Host,
  command: string,
  timeoutMs: number,
) => Promise<{ readonly exitCode: number; readonly output: string }>;

/**
 * Passes where the command exits with 0. What was typed in chat never becomes shell text: the command finds it in
 * ROLLOUT_HOST, ROLLOUT_ADDRESS and ROLLOUT_RELEASE.
 */
export const commandProbe = (spec: CommandSpec, ask: Ask): Probe => ({
  name: `command ${spec.command}`, // not shown
  patience: spec,
  async check(target, signal) {
    const { command } = spec;
    const { name } = target.host;
    const cut = abortOf(signal);
    try {
      const answer = await Promise.race([
        ask(target.host, scriptOf(spec, target), spec.timeoutMs),
        cut.aborted,
      ]);
      if (answer === 'aborted')
        return { answer: 'unknown', reason: kept`"${command}" on ${name} was not waited for any longer` };
      if (answer.exitCode === 0) return { answer: 'yes' };
      return { answer: 'no', reason: ended(command, name, answer) };
    } catch (error) {
      return {
        answer: 'unknown',
        reason: kept`"${command}" on ${name} could not be asked: ${asFailure(error, name).message}`,
      };
    } finally {
      cut.forget();
    }
  },
});

const scriptOf = ({ command }: CommandSpec, { host, release }: ProbeTarget): string =>
  `${exports({ ROLLOUT_HOST: host.name, ROLLOUT_ADDRESS: host.address, ROLLOUT_RELEASE: release })}\n${command}`;

function ended(command: string, host: string, { exitCode, output }: Awaited<ReturnType<Ask>>): string {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  return line === ''
    ? kept`"${command}" on ${host} ended with ${exitCode}`
    : kept`"${command}" on ${host} ended with ${exitCode}: ${line.slice(0, 200)}`;
}

/** A signal that somebody listens to is kept in memory, with all that its listener knows: so it is to be forgotten. */
function abortOf(signal: AbortSignal): { readonly aborted: Promise<'aborted'>; forget(): void } {
  let forget = (): void => undefined;
  const aborted = new Promise<'aborted'>((resolve) => {
    const onAbort = (): void => resolve('aborted');
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    forget = () => signal.removeEventListener('abort', onAbort);
  });
  return { aborted, forget };
}
