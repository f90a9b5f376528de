import { kept } from '../text/say.ts';

/** How a rollout's reason begins where it left hosts out, which may be given back later. */
export const leftOutText = (hosts: readonly string[]): string => kept`left out: ${hosts.join(', ')}`;
