/** What the modal's views and inputs are called in Slack's payloads. */
export const deployForm = 'deploy-form';
export const deployPreview = 'deploy-preview';
/** A button that opens the form; a cluster to begin with stands after it: `open-form:web`. */
export const openForm = 'open-form';
/** The choice of a cluster, which brings the form's list of releases up to date. */
export const clusterChoice = 'cluster';

/** Inputs, by block_id; the chosen release's ends with its cluster, so that Slack forgets the choice with it. */
export const inputs = {
  cluster: 'cluster',
  recent: 'recent:',
  release: 'release',
  batch: 'batch',
  canary: 'canary',
} as const;
