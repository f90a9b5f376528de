import type { Balancer } from '../balancer/balancer.ts';
import { nearest } from '../command/distance.ts';
import type { Cluster, Host, Pool } from '../model/cluster.ts';
import type { Member } from '../model/member.ts';
import { inARow, say } from '../text/say.ts';
import { patiently } from '../workflow/patience.ts';
import { unstoppable } from '../workflow/steering.ts';
import type { Tools } from '../workflow/tools.ts';
import { Refusal } from './desk.ts';

/** Whoever asks waits: chats want an answer within three seconds. */
const patienceMs = 1_500;

/** The pool's members as they are now. Throws the Failure of a balancer that does not answer. */
export const readPool = (tools: Tools, { id, provider, name }: Pool): Promise<readonly Member[]> =>
  patiently(id, { withinMs: patienceMs, signal: unstoppable() }, () => tools.balancer(provider).read(name));

/** A change that may be repeated, while the balancer does not answer and the asker's patience lasts. */
export const changePool = (
  tools: Tools,
  { id, provider }: Pool,
  change: (balancer: Balancer) => Promise<void>,
): Promise<void> =>
  patiently(id, { withinMs: patienceMs, signal: unstoppable() }, () => change(tools.balancer(provider)));

/** The hosts that the names stand for, each once. */
export const hostsOfMembers = (cluster: Cluster, names: readonly string[]): readonly Host[] => [
  ...new Set(names.map((name) => hostOfMember(cluster, name))),
];

/** The host of this name, or the one that has a member of this name; it must be in a pool. */
function hostOfMember(cluster: Cluster, name: string): Host {
  const host = cluster.hosts.find((each) => each.name === name) ?? byMember(cluster, name);
  if (host.members.length > 0) return host;
  throw new Refusal(
    'refused',
    say`${host.name} is in no pool of ${cluster.name}: there is nothing to change`,
  );
}

function byMember({ name: cluster, hosts }: Cluster, name: string): Host {
  const having = hosts.filter(({ members }) => members.some(({ member }) => member === name));
  if (having.length > 1) {
    const names = inARow(having.map((host) => host.name));
    throw new Refusal('wrong', say`Several hosts of ${cluster} have a member ${name}: name one of ${names}`);
  }
  if (having[0]) return having[0];
  const known = hosts.flatMap((host) => [host.name, ...host.members.map(({ member }) => member)]);
  const near = nearest(name, known);
  const text =
    near === undefined
      ? say`Cluster ${cluster} has no host or member ${name}; \`members ${cluster}\` lists them`
      : say`Cluster ${cluster} has no host or member ${name}; did you mean ${near}?`;
  throw new Refusal('wrong', text);
}
