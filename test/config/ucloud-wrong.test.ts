import { expect, test } from 'vitest';
import { checkText } from '../../src/config/check.ts';
import { secretForms } from '../../src/config/schema/special.ts';
import { Secret } from '../../src/model/secret.ts';
import { changed, config, problems, read } from './support.ts';

const right = {
  region: 'cn-bj2',
  projectId: 'org-abc123',
  publicKey: `"\${PUBLIC}"`,
  privateKey: 'file:/run/secrets/ucloud',
};
const around = { env: { PUBLIC: 'public-hunter2' }, files: { '/run/secrets/ucloud': 'private-hunter2\n' } };

/** The minimal file over a UCloud ULB; a key that is undefined is left out. */
function file(given: Readonly<Record<string, string | undefined>> = {}): string {
  const keys = Object.entries({ ...right, ...given }).filter(([, value]) => value !== undefined);
  const lines = keys.map(([key, value]) => `    ${key}: ${value}`).join('\n');
  return changed(
    ['{ type: haproxy, socket: /run/haproxy/admin.sock }', `\n    type: ucloud-ulb\n${lines}`],
    ['lb1/web', 'lb1/shop/http'],
  );
}

test('a right one, with its defaults', () => {
  expect(config(file(), around).providers).toEqual([
    {
      kind: 'ucloud-ulb',
      id: 'lb1',
      endpoint: 'https://api.ucloud.cn',
      region: 'cn-bj2',
      projectId: 'org-abc123',
      publicKey: new Secret('public-hunter2'),
      privateKey: new Secret('private-hunter2'),
      timeoutMs: 30_000,
    },
  ]);
});

test('its keys are read from where they are', () => {
  const [provider] = config(file(), around).providers;
  if (provider?.kind !== 'ucloud-ulb') throw new Error('no ucloud-ulb');
  expect([provider.publicKey.reveal(), provider.privateKey.reveal()]).toEqual([
    'public-hunter2',
    'private-hunter2',
  ]);
});

test('everything said', () => {
  const given = { endpoint: 'http://api.service.ucloud.cn', drainBy: 'enabled', timeout: '5s' };
  const [provider] = config(file(given), around).providers;
  expect(provider).toMatchObject({ endpoint: 'http://api.service.ucloud.cn', timeoutMs: 5_000 });
});

test('the summary says where it is, and neither key', () => {
  const told = checkText(read(file(), around));
  expect(told).toContain('\n  lb1: ucloud-ulb at https://api.ucloud.cn (cn-bj2, org-abc123)\n');
  expect(told).not.toContain('hunter2');
});

test.each<[Parameters<typeof file>[0], string[]]>([
  [
    { region: 'cn-bj2-02' },
    ['4:13 providers.lb1.region: must be a region such as `cn-bj2`, and not a zone such as `cn-bj2-02`'],
  ],
  [
    { region: undefined },
    ['2:3 providers.lb1.region: is missing: The region of the load balancers, such as `cn-bj2`.'],
  ],
  [
    { projectId: '网站' },
    ["5:16 providers.lb1.projectId: must be a project's id such as `org-abc123`, not its name"],
  ],
  [{ privateKey: undefined }, ['2:3 providers.lb1.privateKey: is missing: The private half of it.']],
  [{ privateKey: '123' }, [`7:17 providers.lb1.privateKey: must be text: ${secretForms}, in quotes`]],
  [
    { privateKey: 'file:/run/secrets/none' },
    ['7:17 providers.lb1.privateKey: refers to a file that cannot be read: there is no such file'],
  ],
  [
    { publicKey: `"\${NONE}"` },
    ['6:16 providers.lb1.publicKey: needs the environment variable `NONE`, which is not set'],
  ],
  [
    { endpoint: 'api.ucloud.cn' },
    ['8:15 providers.lb1.endpoint: must be an http:// or https:// URL without `?` and `#`'],
  ],
  [
    { drainBy: 'weight' },
    [
      '8:14 providers.lb1.drainBy: cannot be `weight`: UCloud has no weight of 0, and with 1 a member still gets connections; leave it at `enabled`',
    ],
  ],
  [{ drainBy: 'Enabled' }, ['8:14 providers.lb1.drainBy: must be `enabled`, not `Enabled`']],
  [
    { timeout: '30' },
    [
      '8:14 providers.lb1.timeout: must be a duration such as `500ms`, `30s`, `5m`, `2h` or `1d` (above 0, up to 24d), not `30`',
    ],
  ],
  [{ regoin: 'cn-bj2' }, ['8:5 providers.lb1.regoin: unknown key `regoin`; did you mean `region`?']],
])('%j', (given, told) => {
  expect(problems(file(given), around)).toEqual(told);
});
