import { expect, it } from 'vitest';
import { startNginx } from './nginx.ts';

const upstreams = 'upstream web { server 127.0.0.1:1; }';

it('says what to install where there is no nginx', async () => {
  await expect(startNginx({ upstreams, binary: 'no-such-nginx' })).rejects.toThrow(
    'nginx is not installed: apt-get install nginx, or npm run peers',
  );
});

it('shows what nginx says of a configuration that it refuses', async () => {
  await expect(startNginx({ upstreams: `${upstreams} frobnicate on;` })).rejects.toThrow(/"frobnicate"/);
});

it('starts again with the files as they are then, and ends with its workers', async () => {
  const nginx = await startNginx({ upstreams });
  const { serving } = nginx.workers();
  expect(serving).toHaveLength(2);
  await nginx.end();
  await nginx.start();
  expect(nginx.workers().serving).toHaveLength(2);
  for (const pid of nginx.workers().serving) expect(serving).not.toContain(pid);
  await nginx.stop();
  expect(nginx.workers()).toEqual({ serving: [], retired: [] });
});
