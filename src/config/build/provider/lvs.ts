import type { LvsProvider } from '../../../model/provider/lvs.ts';
import type { Place } from '../../files.ts';
import type { LvsInput } from '../../schema/provider/lvs.ts';
import { sshTarget } from '../ssh.ts';

export const lvs = (id: string, input: LvsInput, place: Place): LvsProvider => ({
  kind: 'lvs',
  id,
  timeoutMs: input.timeout,
  directors: input.directors.map((director) => sshTarget(director, place)),
  sudo: input.sudo,
  drainBy: input.drainBy,
});
