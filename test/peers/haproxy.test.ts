import { expect, it } from 'vitest';
import { startHaproxy } from './haproxy.ts';

const backends = [{ name: 'web', servers: [{ name: 'a', address: '127.0.0.1:1' }] }];

it('says what to install where there is no haproxy', async () => {
  await expect(startHaproxy({ backends, binary: 'no-such-haproxy' })).rejects.toThrow(
    'haproxy is not installed: apt-get install haproxy, or npm run peers',
  );
});

it('shows what haproxy says of a configuration that it refuses', async () => {
  const wrong = [{ name: 'web', servers: [{ name: 'a', address: '127.0.0.1:1', options: 'nonsense' }] }];
  await expect(startHaproxy({ backends: wrong })).rejects.toThrow(/nonsense/);
});

it('gives the runtime API no more than the level that is asked for', async () => {
  const haproxy = await startHaproxy({ backends, admin: 'tcp', level: 'user' });
  expect(await haproxy.command('set server web/a state drain')).toContain('Permission denied');
  expect(await haproxy.command('show info')).toContain(`Pid: ${haproxy.pid()}`);
  await haproxy.stop();
});
