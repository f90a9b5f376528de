import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface User {
  readonly uid: number;
  readonly gid: number;
}

const missing = 'PostgreSQL is not there: apt-get install postgresql, or npm run peers';

/** The folder of the newest PostgreSQL's programs: Debian's, or one of PATH. */
export function postgresPrograms(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...pathFolders()];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined) throw new Error(missing);
  return found;
}

const pathFolders = (): string[] => (process.env.PATH ?? '').split(':');

/** PostgreSQL refuses to run as root: then somebody who may do nothing else runs it. */
export function postgresUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (option: string) =>
    Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8', stdio: 'pipe' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** A new cluster's data, made once a machine and version: a copy of it costs less than making one. */
export async function templateCluster(programs: string, user: User | undefined): Promise<string> {
  const { stdout } = await promisify(execFile)(join(programs, 'initdb'), ['--version']);
  const version = /[\d.]+/.exec(stdout)?.[0] ?? 'unknown';
  const template = join(
    tmpdir(),
    `rollout-postgres-template-${version}-${user?.uid ?? process.getuid?.() ?? 0}`,
  );
  if (!existsSync(template)) await makeTemplate(programs, user, template);
  return template;
}

/** Made elsewhere and then put there at once, because others may be at it too: whoever is first, all copies are whole. */
async function makeTemplate(programs: string, user: User | undefined, template: string): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'rollout-initdb-'));
  if (user) await chown(dir, user.uid, user.gid);
  const data = join(dir, 'data');
  const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await promisify(execFile)(join(programs, 'initdb'), ['-D', data, ...options], { cwd: dir, ...user });
  await rename(data, template).catch((error: unknown) => {
    if (!existsSync(template)) throw error;
  });
  await rm(dir, { recursive: true, force: true });
}
