import { kept } from '../../text/say.ts';
import type { Finding } from '../finding.ts';
import type { Facts } from './facts.ts';

/** Redis is for several processes, and the embedded database has one. */
export function lockFindings({ store, locks }: Facts): Finding[] {
  if (store !== 'embedded' || locks !== 'redis') return [];
  const message = kept`are in a Redis, which is for several processes on one database, and the embedded one has a single process; give \`store\` the \`url\` of a PostgreSQL, or leave \`locks\` out`;
  return [{ path: ['locks'], message, key: true }];
}
