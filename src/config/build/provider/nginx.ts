import type { NginxProvider } from '../../../model/provider/nginx.ts';
import type { Place } from '../../files.ts';
import type { NginxInput } from '../../schema/provider/nginx.ts';
import { given } from '../given.ts';
import { sshTarget } from '../ssh.ts';

export const nginx = (id: string, input: NginxInput, place: Place): NginxProvider => ({
  kind: 'nginx',
  id,
  timeoutMs: input.timeout,
  at: where(input, place),
});

/** Validation has seen to it that there is either a file or an API. */
function where(input: NginxInput, place: Place): NginxProvider['at'] {
  if (input.api !== undefined) return { via: 'api', url: input.api.replace(/\/+$/, '') };
  return {
    via: 'file',
    ...given({ ssh: input.ssh && sshTarget(input.ssh, place) }),
    instance: {
      file: input.file ?? '',
      binary: input.binary ?? 'nginx',
      ...given({ conf: input.conf }),
      pidFile: input.pidFile ?? '/run/nginx.pid',
      sudo: input.sudo ?? false,
    },
  };
}
