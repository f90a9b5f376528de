import type { BalancerKind } from './balancer-settings.ts';

export interface Options {
  readonly help: boolean;
  /** Kill the bot in the middle. */
  readonly crash: boolean;
  readonly proxy: BalancerKind | undefined;
}

export const usage = `npm run demo [-- --crash]

  --crash   kills the bot with SIGKILL in the middle of the rollout and starts it again
  --help    this text

ROLLOUT_DEMO_PROXY=haproxy|bundled   which load balancer to use (the machine's haproxy where there is one)
`;

/** @throws Error for an option or a proxy that is not known */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const strange = args.find((arg) => !['--crash', '--help'].includes(arg));
  if (strange !== undefined) throw new Error(`unknown option ${strange}\n\n${usage}`);
  const proxy = env.ROLLOUT_DEMO_PROXY || undefined;
  if (!isKind(proxy)) throw new Error(`ROLLOUT_DEMO_PROXY can be haproxy or bundled, not ${proxy}`);
  return { help: args.includes('--help'), crash: args.includes('--crash'), proxy };
}

const isKind = (word: string | undefined): word is BalancerKind | undefined =>
  word === undefined || word === 'haproxy' || word === 'bundled';
