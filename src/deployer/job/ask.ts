import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';
import { collect, type RunScript } from '../../transport/collect.ts';
import type { Mask } from './mask.ts';
import { askScript, type ScriptSettings } from './scripts.ts';

export interface AskContext {
  readonly run: RunScript;
  readonly settings: ScriptSettings;
  readonly host: string;
  readonly mask: Mask;
}

/**
 * Runs a short command and gives its exit code and what it printed: standard output alone where it succeeded (a
 * warning on standard error is no part of an answer), both where it failed. A signal counts as 128 + its number.
 * @throws Failure `timeout` where it did not end in time; it is killed then
 */
export async function askHost(
  { run, settings, host, mask }: AskContext,
  command: string,
  timeoutMs: number,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  let letGo = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    const message = kept`A command on ${host} did not end within ${timeoutMs} ms.`;
    timer = setTimeout(() => reject(new Failure('timeout', host, message)), timeoutMs);
  });
  const asking = collect(run, askScript(settings, command), (process) => {
    letGo = () => process.finish();
    if (over) letGo();
  });
  try {
    const { end, stdout, stderr } = await Promise.race([asking, late]);
    const output = end.exitCode === 0 ? stdout : `${stdout}${stderr}`;
    return { exitCode: end.exitCode ?? 255, output: mask.apply(output).slice(0, 64 * 1024) };
  } finally {
    clearTimeout(timer);
    // The command on the host ends with its standard input; what still comes of it concerns nobody.
    over = true;
    letGo();
    asking.catch((error: unknown) => error);
  }
}
