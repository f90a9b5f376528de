import { createHash } from 'node:crypto';

/** Lua that Redis runs as one step; it is sent once, and named by its digest afterwards. */
export interface Script {
  readonly lua: string;
  readonly sha: string;
}

export const script = (lua: string): Script => ({ lua, sha: createHash('sha1').update(lua).digest('hex') });
