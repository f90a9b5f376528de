import { Secret } from '../model/secret.ts';
import { kept } from '../text/say.ts';
import { marked } from './fields.ts';
import { absolute, type Place, type ReadFile, whyUnreadable } from './files.ts';
import type { Report } from './finding.ts';
import { type Environment, interpolate } from './interpolate.ts';
import type { Path } from './path.ts';
import type { Resolve } from './spot.ts';

export interface Surroundings {
  readonly env: Environment;
  readonly place: Place;
  readonly readFile: ReadFile;
  readonly problem: Report;
  readonly warning: Report;
}

/**
 * What a scalar of the file means. Shell text stays as it is (its `$` are the host's shell's), secrets become `Secret`
 * before anything else sees them, `agent: true` becomes the agent's socket, and `${NAME}` is replaced in all others.
 */
export function resolver(around: Surroundings): Resolve {
  return (path, written) => {
    if (marked(path, 'x-agent') && written === true) return agentSocket(around, path);
    if (typeof written !== 'string' || marked(path, 'x-shell')) return written;
    const problems: string[] = [];
    const text = interpolate(written, around.env, (message) => problems.push(message));
    for (const message of problems) around.problem({ path, message });
    // What validation then says about this path is dropped: each error is told once.
    if (problems.length > 0) return undefined;
    return marked(path, 'x-secret') ? secretOf(around, path, text) : text;
  };
}

function agentSocket({ env, problem }: Surroundings, path: Path): string | undefined {
  if (env.SSH_AUTH_SOCK) return env.SSH_AUTH_SOCK;
  problem({ path, message: kept`needs an SSH agent, and \`SSH_AUTH_SOCK\` is not set in the environment` });
  return undefined;
}

function secretOf(around: Surroundings, path: Path, text: string): Secret | undefined {
  const value = text.startsWith('file:') ? fromFile(around, path, text.slice('file:'.length)) : text;
  if (value === '') around.problem({ path, message: kept`is empty; a secret has to say something` });
  return value ? new Secret(value) : undefined;
}

/** The file's content without its last line break, as editors and `echo` leave one. */
function fromFile(
  { place, readFile, problem, warning }: Surroundings,
  path: Path,
  name: string,
): string | undefined {
  try {
    const { text, mode } = readFile(absolute(name, place));
    if (((mode ?? 0) & 0o007) !== 0)
      warning({
        path,
        message: kept`refers to a file that everybody on this machine may use; \`chmod o=\` takes that away`,
      });
    return text.replace(/\r?\n$/, '');
  } catch (error) {
    problem({ path, message: kept`refers to a file that cannot be read: ${whyUnreadable(error)}` });
    return undefined;
  }
}
