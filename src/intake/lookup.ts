import type { Card } from '../model/card.ts';
import type { Cluster } from '../model/cluster.ts';
import { mayView } from '../policy/access.ts';
import { homeCards } from '../report/home-cards.ts';
import type { Language } from '../text/language.ts';
import type { Desk } from './desk.ts';
import type { Reader } from './languages.ts';
import { lookAtCluster } from './lookup-cluster.ts';

/** What a chat may show of the present without anybody having typed a command. All of it is only what the person may see. */
export interface Lookup {
  /** In which language the person reads where they are; what else a chat shows them is said in it. */
  language(reader: Reader): Promise<Language>;
  /** Names of the clusters, in the config's order. */
  clusters(person: string): Promise<readonly string[]>;
  /** Releases that were rolled over the cluster lately, newest first; none where the person may not see it. */
  releases(person: string, cluster: string): Promise<readonly string[]>;
  /** Whether somebody has to approve before a rollout of the cluster begins. */
  needsApproval(cluster: string): boolean;
  /** The person's clusters as they stand, a card each. */
  home(person: string): Promise<readonly Card[]>;
}

const mostReleases = 20;
/** More would not fit on a page, and each asks its balancers. */
const mostClusters = 20;

export function createLookup(desk: Desk): Lookup {
  const { rollouts } = desk.tools.store;
  return {
    language: (reader) => desk.languages.of(reader),
    clusters: async (person) => (await visible(desk, person)).map(({ name }) => name),
    async releases(person, cluster) {
      const seen = await visible(desk, person);
      if (!seen.some(({ name }) => name === cluster)) return [];
      const history = await rollouts.history(cluster, 100);
      const rolled = history.filter(({ kind }) => kind !== 'restart').map(({ release }) => release);
      return [...new Set(rolled)].slice(0, mostReleases);
    },
    needsApproval: (cluster) =>
      desk.clusters.some(({ name, access }) => name === cluster && access.approvals > 0),
    async home(person) {
      const seen = await visible(desk, person);
      const unfinished = await rollouts.unfinished();
      const looked = await Promise.all(
        seen.slice(0, mostClusters).map((cluster) => lookAtCluster(desk, cluster, unfinished)),
      );
      const others = seen.slice(mostClusters).map(({ name }) => name);
      return homeCards(looked, others, desk.now());
    },
  };
}

/** Nobody may act, and nobody sees anything, under the name of a group. */
async function visible({ people, clusters }: Desk, person: string): Promise<readonly Cluster[]> {
  if (people.isGroupOnly(person)) return [];
  const who = { person, groups: await people.groupsOf(person) };
  return clusters.filter(({ name, access }) => mayView(access, name, who).allowed);
}
