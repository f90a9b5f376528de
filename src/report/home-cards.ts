import type { Button, Card, CardLine, Tone } from '../model/card.ts';
import type { Override } from '../model/override.ts';
import { count, say } from '../text/say.ts';
import { type HomeCluster, homeLines, releasesText } from './home-lines.ts';
import { rolloutButtons } from './rollout-buttons.ts';
import { namesText } from './wording.ts';

/**
 * A person's clusters, a card each, what needs somebody before what doesn't.
 * @param others names of clusters that there was no room to look at
 */
export function homeCards(clusters: readonly HomeCluster[], others: readonly string[], now: Date): Card[] {
  if (clusters.length === 0) return [{ title: say`There is no cluster that you may see`, tone: 'plain' }];
  const cards = clusters.map((cluster) => clusterCard(cluster, now));
  const rank = (tone: Tone) => urgency.indexOf(tone);
  const sorted = cards.sort((a, b) => rank(a.tone) - rank(b.tone));
  return others.length === 0 ? sorted : [...sorted, othersCard(others)];
}

const urgency: readonly Tone[] = ['bad', 'warning', 'plain', 'good'];

function clusterCard(view: HomeCluster, now: Date): Card {
  const lines = homeLines(view, now);
  return {
    title: `${view.cluster} · ${count(view.hosts, 'host')}`,
    tone: worst(lines),
    fields: [{ name: say`runs`, value: releasesText(view) }],
    lines,
    buttons: buttonsOf(view),
  };
}

const worst = (lines: readonly CardLine[]): Tone =>
  urgency.find((tone) => tone !== 'good' && lines.some((line) => (line.tone ?? 'plain') === tone)) ?? 'good';

/** A rollout under way can be steered; a cluster without one can be deployed to. */
function buttonsOf({ cluster, rollouts, overrides }: HomeCluster): Button[] {
  const begun = rollouts.filter(({ rollout }) => rollout.state !== 'awaiting-approval');
  return [
    ...(begun.length === 0
      ? [{ label: say`Deploy`, command: `deploy ${cluster}`, style: 'primary' as const }]
      : []),
    ...rollouts.flatMap(({ rollout, hosts, questions }) => [
      { label: say`Show ${rollout.id}`, command: `status ${rollout.id}` },
      ...rolloutButtons(rollout, hosts, questions),
    ]),
    ...overrides.flatMap(overrideButtons),
  ];
}

/** One that waits for its confirmation has its card elsewhere, with all that is to be known before it is pressed. */
function overrideButtons({ id, cluster, host, state, until }: Override): Button[] {
  if (state !== 'out' && state !== 'asking') return [];
  return [
    { label: say`Enable ${host}`, command: `enable ${cluster} ${host}` },
    ...(until ? [{ label: say`Extend ${id}`, command: `extend ${id} 30m` }] : []),
  ];
}

const othersCard = (names: readonly string[]): Card => ({
  title: say`and ${count(names.length, 'more cluster')}`,
  tone: 'plain',
  lines: [{ text: say`${namesText(names, 50)}: \`status CLUSTER\` shows one` }],
});
