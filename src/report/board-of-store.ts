import type { Access, Cluster } from '../model/cluster.ts';
import { finalOverrideStates } from '../model/override.ts';
import { isFinal } from '../model/rollout.ts';
import type { Store } from '../store/store.ts';
import type { Board, Thread, Told } from './board.ts';
import { createBoardEntries } from './board-entries.ts';
import { createBoardOutputs } from './board-outputs.ts';
import { failedJobs } from './posts/failures.ts';
import { overridePosts } from './posts/override-posts.ts';
import { rolloutPosts } from './posts/posts.ts';

type Source = ReturnType<typeof sourceOf>;

/**
 * What is to be told, out of the store.
 * @param clusters the configured cluster of a name, whose policy says whom to mention
 * @param now dates what is still running
 */
export function createBoard(
  store: Store,
  clusters: (name: string) => Cluster | undefined,
  now: () => Date = () => new Date(),
): Board {
  const source = sourceOf(store, clusters, now);
  /** How far the journal had been read when a thread was last looked at. */
  const lastSeq = new Map<string, number>();
  return {
    open: (chat) => store.threads.open(chat),
    async posts(thread) {
      const { seq, ...told } = await toldOf(source, thread.subject);
      lastSeq.set(nameOf(thread), seq);
      return told;
    },
    shown: (thread) => store.messages.of(thread),
    keep: (thread, shown) => store.messages.keep(thread, shown),
    async close(thread) {
      const { subject } = thread;
      await store.threads.close(thread, lastSeq.get(nameOf(thread)) ?? 0);
      lastSeq.delete(nameOf(thread));
      source.entries.forget(subject);
      source.outputs.forget(subject);
    },
    listen: (listener) => store.changes.listen(listener),
  };
}

const nameOf = ({ subject, place }: Thread): string => `${subject} ${place.chat} ${place.channel}`;

const sourceOf = (store: Store, clusters: (name: string) => Cluster | undefined, now: () => Date) => ({
  store,
  clusters,
  now,
  entries: createBoardEntries(store.journal),
  outputs: createBoardOutputs(store.output),
});

/** What is told, and how far the journal was read for it. */
type Numbered = Told & { readonly seq: number };
const nothing: Numbered = { posts: [], final: true, seq: 0 };
/** Of a cluster that is no longer configured: nobody but the requester is mentioned. */
const unknownAccess: Pick<Access, 'approvals' | 'onCall' | 'mentionOnCall'> = {
  approvals: 1,
  onCall: [],
  mentionOnCall: false,
};

const toldOf = async (source: Source, subject: string): Promise<Numbered> =>
  (await rolloutTold(source, subject)) ?? (await overrideTold(source, subject)) ?? nothing;

async function overrideTold(
  { store, clusters, now, entries }: Source,
  id: string,
): Promise<Numbered | undefined> {
  const override = await store.overrides.get(id);
  if (!override) return undefined;
  const held = (await store.custody.all(override.cluster)).filter(({ rollout }) => rollout === id);
  const story = await entries.of(id);
  const beside = (await store.overrides.together(override)).filter((each) => each.id !== id);
  const access = clusters(override.cluster)?.access ?? unknownAccess;
  return {
    posts: overridePosts({ override, held, entries: story, now: now(), access, beside }),
    final: finalOverrideStates.includes(override.state),
    requester: override.requester,
    seq: story.at(-1)?.seq ?? 0,
  };
}

/** The rollout is read before its journal: what is final in it is in the journal too. */
async function rolloutTold(
  { store, clusters, now, entries, outputs }: Source,
  id: string,
): Promise<Numbered | undefined> {
  const rollout = await store.rollouts.get(id);
  if (!rollout) return undefined;
  const hosts = await store.rollouts.hosts(id);
  const story = await entries.of(id);
  const view = {
    next: isFinal(rollout.state) ? await store.rollouts.takingBack(id) : undefined,
    rollout,
    hosts,
    entries: story,
    now: now(),
    access: clusters(rollout.cluster)?.access ?? unknownAccess,
    tailOf: await outputs.tails(id, failedJobs(story)),
    logOf: (host: string, attempt: number) => outputs.log(id, host, attempt),
  };
  return {
    posts: rolloutPosts(view),
    final: isFinal(rollout.state),
    requester: rollout.requester,
    seq: story.at(-1)?.seq ?? 0,
  };
}
