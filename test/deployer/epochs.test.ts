import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { library } from '../../src/deployer/job/shell/library.ts';
import { runnerBody } from '../../src/deployer/job/shell/runner.ts';

/** What the sweep leaves of `epochs`, where the claim of another job comes right after it has looked at them. */
async function swept(epochs: readonly string[], claimed: string): Promise<readonly string[]> {
  const root = await mkdtemp(join(tmpdir(), 'rollout-epochs-'));
  const dir = join(root, 'epochs/web');
  await mkdir(dir, { recursive: true });
  await mkdir(join(root, 'jobs'));
  for (const epoch of epochs) await writeFile(join(dir, epoch), '');
  const look = library.replace('ro_epochs() {', 'ro_look() {');
  const between = `ro_epochs() { ro_look; : >'${dir}/${claimed}'; }`;
  const script = `ro_root='${root}' ro_cluster=web\n${look}\n${between}\n${runnerBody}\nro_sweep`;
  execFileSync('/bin/sh', ['-c', script]);
  const left = (await readdir(dir)).sort();
  await rm(root, { recursive: true });
  return left;
}

it('removes older epochs, and none that is newer than those it has seen', async () => {
  expect(await swept(['9', '10', '4'], '11')).toEqual(['10', '11']);
});
