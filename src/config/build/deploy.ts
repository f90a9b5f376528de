import type { DeploySpec } from '../../model/deploy.ts';
import type { Secret } from '../../model/secret.ts';
import { absolute, type Place } from '../files.ts';
import type { DeployInput } from '../schema/deploy.ts';
import { given } from './given.ts';
import { sshLogin } from './ssh.ts';

export function deploySpec(input: DeployInput, place: Place): DeploySpec {
  return {
    kind: input.ssh ? 'ssh' : 'local',
    commands: input.commands ?? [],
    timeoutMs: input.timeout,
    env: Object.fromEntries(Object.entries(input.env).map(([name, value]) => [name, plain(value)])),
    ...given({
      ssh: input.ssh && sshLogin(input.ssh, place),
      upload: input.upload && { from: absolute(input.upload.from, place), to: input.upload.to },
      restart: input.restart,
      current: input.current,
    }),
  };
}

const plain = (value: string | { secret: Secret }): string | Secret =>
  typeof value === 'string' ? value : value.secret;
