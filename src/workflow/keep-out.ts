import type { At } from './at.ts';
import { tell } from './at.ts';
import { rest } from './patience.ts';
import { never } from './steering.ts';
import { openConnections } from './steps/await-connections.ts';
import type { Tools } from './tools.ts';

/**
 * Looks at the host's members while `run` works on the host, and drains again what came back by itself: a balancer that
 * was restarted or reloaded has forgotten the drain. The first look comes before `run` starts.
 */
export async function keepOut<T>(tools: Tools, at: At, run: () => Promise<T>): Promise<T> {
  await openConnections(tools, at, never);
  const over = new AbortController();
  const watching = watch(tools, at, over.signal);
  try {
    return await run();
  } finally {
    over.abort();
    await watching;
  }
}

async function watch(tools: Tools, at: At, signal: AbortSignal): Promise<void> {
  for (let looks = 1; ; looks += 1) {
    await rest(tools.pace.keepOutMs, signal);
    if (signal.aborted) return;
    try {
      await openConnections(tools, at, signal);
    } catch (error) {
      // The deploy is not ended for it: the restore meets the same balancer and asks if it still does not answer.
      const text = `while ${at.host} is being deployed to: ${error instanceof Error ? error.message : String(error)}`;
      await tell(tools, at, `keep-out/${looks}`, { type: 'note', host: at.host, text });
    }
  }
}
