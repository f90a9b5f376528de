import { kept } from '../text/say.ts';
import type { OptionSpec, WordSpec } from './verb.ts';

/** Words and options that several verbs take. */
export const cluster: WordSpec = { key: 'cluster', label: kept`CLUSTER`, kind: 'name' };
/** `CLUSTER|--all`, with the option `all`. */
export const clusterOrAll: WordSpec = { ...cluster, instead: 'all' };
export const rollout: WordSpec = { key: 'rollout', label: 'ID', kind: 'id' };
/** Of a rollout or a cluster's name. */
export const subject: WordSpec = { key: 'subject', label: `${cluster.label}|ID`, kind: 'subject' };
export const host: WordSpec = { key: 'host', label: kept`HOST`, kind: 'name' };
export const maybeHost: WordSpec = { ...host, optional: true };
/** Members' addresses, or the hosts that they are on. */
export const members: WordSpec = { key: 'members', label: kept`MEMBER`, kind: 'names', listedBy: 'members' };
export const release: WordSpec = { key: 'release', label: kept`RELEASE`, kind: 'release' };
/** Part of the plan's hash, as the plan shows it: approves that plan and no later one. */
export const maybeHash: WordSpec = { key: 'hash', label: kept`HASH`, kind: 'name', optional: true };
export const reason: WordSpec = { key: 'reason', label: kept`REASON`, kind: 'reason' };
/** Read as such only where a duration follows: a reason may begin with `for` too. */
export const maybeFor = (label: string): WordSpec => ({
  key: 'forMs',
  label,
  kind: 'for',
  optional: true,
});

export const hosts: OptionSpec = {
  key: 'hosts',
  name: 'hosts',
  zh: '主机',
  kind: 'names',
  label: 'a,b',
  summary: kept`only these hosts`,
};
export const batch: OptionSpec = {
  key: 'batch',
  name: 'batch',
  zh: '批次',
  kind: 'amount',
  label: kept`N or N%`,
  summary: kept`so many hosts at once`,
};
export const canary: OptionSpec = {
  key: 'canary',
  name: 'canary',
  zh: '金丝雀',
  kind: 'amount',
  label: kept`N or N%`,
  summary: kept`so many hosts first, on trial`,
};
export const plan: OptionSpec = {
  key: 'planOnly',
  name: 'plan',
  zh: '计划',
  kind: 'flag',
  summary: kept`show the plan and do nothing`,
};
export const overrideFreeze: OptionSpec = {
  key: 'overrideFreeze',
  name: 'override-freeze',
  zh: '无视冻结',
  kind: 'reason',
  label: `"${reason.label}"`,
  summary: kept`although the cluster is frozen: why; somebody else approves it`,
};
export const all: OptionSpec = {
  key: 'all',
  name: 'all',
  zh: '全部',
  kind: 'flag',
  summary: kept`all clusters`,
};
