import type { RedisLocks } from '../model/config.ts';
import { inARow, kept, oneAfterAnother, say } from '../text/say.ts';
import { connectRedis } from '../transport/redis/connection.ts';

/**
 * What a Redis answered, in one line: its version and role, and whether it may throw locks away.
 * @throws where it can't be reached, or can't keep locks
 */
export async function examineRedis(locks: RedisLocks): Promise<string> {
  const redis = await connectRedis(locks, { timeoutMs: 10_000 });
  try {
    const found = (await redis.info()).map(nodeOf);
    const unfit = found.map((node) => whyUnfit(redis.name, node)).find((why) => why !== undefined);
    if (unfit !== undefined) throw new Error(unfit);
    const versions = [...new Set(found.map(({ version }) => version))].join(', ');
    const what =
      found.length > 1 ? say`Redis ${versions}, ${found.length} masters` : say`Redis ${versions}, master`;
    return oneAfterAnother([what, ...evicting(found)]);
  } finally {
    redis.close();
  }
}

interface Node {
  readonly version: string;
  readonly role: string;
  readonly policy: string;
}

/** Of `INFO`: https://redis.io/docs/latest/commands/info/ */
function nodeOf(info: string): Node {
  const field = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? 'unknown';
  return { version: field('redis_version'), role: field('role'), policy: field('maxmemory_policy') };
}

function whyUnfit(name: string, { version, role }: Node): string | undefined {
  if (role === 'slave')
    return kept`${name} is a replica, and takes no changes: name the master, or its sentinels.`;
  return Number.parseInt(version, 10) < 5
    ? kept`${name} has version ${version}, and 5 is needed.`
    : undefined;
}

/** Locks come back from the database, and signs of life with the next one; until then others may be taken for dead. */
function evicting(nodes: readonly Node[]): string[] {
  const policies = new Set(nodes.map(({ policy }) => policy));
  policies.delete('noeviction');
  policies.delete('unknown');
  if (policies.size === 0) return [];
  return [
    say`throws keys away when its memory is full (${inARow([...policies])}): set \`maxmemory-policy noeviction\``,
  ];
}
