/** A form as Slack sends it, with these inputs filled in. */
export function formOf(filled: {
  readonly cluster?: string;
  readonly recent?: string;
  /** The cluster whose recent releases are offered; default the chosen one. */
  readonly recentOf?: string;
  readonly release?: string;
  readonly batch?: string;
  readonly canary?: string;
  readonly channel?: string;
}) {
  const { cluster, recent, recentOf = cluster, channel = 'C1', ...texts } = filled;
  const chosen = (value: string | undefined) => ({ selected_option: value === undefined ? null : { value } });
  const typed = Object.entries(texts).map(([name, value]) => [name, { [name]: { value: value ?? null } }]);
  return {
    id: 'V1',
    hash: 'h1',
    private_metadata: JSON.stringify({ channel }),
    state: {
      values: {
        cluster: { cluster: chosen(cluster) },
        [`recent:${recentOf}`]: { recent: chosen(recent) },
        ...Object.fromEntries(typed),
      },
    },
  };
}
