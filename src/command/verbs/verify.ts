import { kept } from '../../text/say.ts';
import { maybeHost, rollout } from '../shared-words.ts';
import type { VerbSpec } from '../verb.ts';

export const verify: VerbSpec = {
  verb: 'verify',
  zh: ['核实', '验证'],
  summary: kept`end what runs on a host after the bot died, verify it, give it back`,
  words: [rollout, maybeHost],
  options: [],
  example: 'verify r12 web-03',
  build: (given) => ({ verb: 'verify', rollout: given.word('rollout'), ...given.maybeWord('host') }),
};
