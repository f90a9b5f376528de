import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that it started, itself first; empty where it is not there (any more). Reads /proc, so on Linux only. */
export function processTree(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const parent = parentOf(name);
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  if (!parents.has(pid)) return [];
  const tree = [pid];
  // The array grows while it is walked: children of children are found too.
  for (const each of tree) for (const [child, parent] of parents) if (parent === each) tree.push(child);
  return tree;
}

/** Of proc(5)'s `stat`: the fields after the command's name, which may hold spaces and brackets, are state and parent. */
function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? undefined : Number(parent);
  } catch {
    // It ended while the list was read.
    return undefined;
  }
}
