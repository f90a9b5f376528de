/** The workflow's id for an override: one each, however often it is begun; `again` where the engine gave up those before. */
export const overrideWorkflowId = (override: string, again = 0): string =>
  again === 0 ? `override/${override}` : `override/${override}/${again}`;

/** Of the workflow that ends a rollout whose own one the engine gave up. */
export const givenUpWorkflowId = (rollout: string): string => `given-up/${rollout}`;

/** The rollout or override that a workflow works for: `r12/web-01`, `override/o5`, `given-up/r12`. */
export const subjectOf = (workflow: string): string => wholeOf(workflow).split('/')[0] ?? workflow;

/** What processes work on, by the id of the rollout or override instead of its workflow's. */
export const bySubject = (workflows: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...workflows].map(([id, worker]) => [wholeOf(id), worker]));

/** Workflows for a whole rollout or override by its id; those for one host of a rollout stay as they are. */
const wholeOf = (workflow: string): string => workflow.replace(/^(?:override|given-up)\/([^/]+).*$/, '$1');
