import type { OptionSpec, WordSpec } from './verb.ts';

/** Words and options that several verbs take. */
export const cluster: WordSpec = { key: 'cluster', label: 'CLUSTER', kind: 'name' };
export const rollout: WordSpec = { key: 'rollout', label: 'ID', kind: 'rollout' };
export const host: WordSpec = { key: 'host', label: 'HOST', kind: 'name' };
export const maybeHost: WordSpec = { ...host, optional: true };
export const release: WordSpec = { key: 'release', label: 'RELEASE', kind: 'release' };
/** Part of the plan's hash, as the plan shows it: approves that plan and no later one. */
export const maybeHash: WordSpec = { key: 'hash', label: 'HASH', kind: 'name', optional: true };

export const hosts: OptionSpec = {
  key: 'hosts',
  name: 'hosts',
  kind: 'names',
  label: 'a,b',
  summary: 'only these hosts',
};
export const batch: OptionSpec = {
  key: 'batch',
  name: 'batch',
  kind: 'amount',
  label: 'N or N%',
  summary: 'so many hosts at once',
};
export const canary: OptionSpec = {
  key: 'canary',
  name: 'canary',
  kind: 'amount',
  label: 'N or N%',
  summary: 'so many hosts first, on trial',
};
export const plan: OptionSpec = {
  key: 'planOnly',
  name: 'plan',
  kind: 'flag',
  summary: 'show the plan and do nothing',
};
