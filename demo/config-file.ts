import type { BalancerSettings, Server } from './balancer-settings.ts';
import { script } from './script.ts';

/** What rollout.yml of the demo is made from. */
export interface DemoConfig {
  readonly balancer: BalancerSettings;
  /** Holds the hosts' folders. */
  readonly hostsDir: string;
  readonly dataDir: string;
}

/** The bot's configuration: what a team would write for its own HAProxy and a deploy script of its own. */
export function rolloutYml({ balancer, hostsDir, dataDir }: DemoConfig): string {
  const { servers } = balancer;
  return `providers:
  lb1:
    type: haproxy
    socket: ${text(balancer.socket)}

clusters:
  web:
    pools: [lb1/${balancer.backend}]
    hosts:
${servers.map(({ name, host }) => `      - { name: ${name}, address: ${host} }\n`).join('')}
    deploy:
      local: true
      commands:
        - ${text(`${run('deploy', hostsDir)} "$ROLLOUT_HOST" "$ROLLOUT_RELEASE"`)}
      current: ${text(`cat ${shellWord(hostsDir)}/"$ROLLOUT_HOST"/release`)}
      timeout: 60s

    verify:
${verify(servers, hostsDir)}
        within: 20s
        interval: 50ms

    strategy:
      batch: 1
      minInService: ${servers.length - 1}
      connections: { within: 20s }
      poolHealthWithin: 20s

dataDir: ${text(dataDir)}
`;
}

/** One URL fits all hosts where they have addresses of their own; where they differ in their ports, a command asks. */
function verify([first, ...others]: readonly Server[], hostsDir: string): string {
  if (first === undefined || others.some(({ port }) => port !== first.port))
    return `      - command: ${text(`${run('health', hostsDir)} "$ROLLOUT_HOST" "$ROLLOUT_RELEASE"`)}`;
  return `      - http:
          url: "http://{address}:${first.port}/health"
          body: "{release} healthy"`;
}

/** A call of one of the demo's own programs, as shell text. */
const run = (program: string, ...words: readonly string[]): string =>
  [process.execPath, script(program), ...words].map(shellWord).join(' ');

/** YAML's double-quoted text is JSON's. */
const text = (value: string): string => JSON.stringify(value);

/** One word for a POSIX shell, whatever is in it. */
const shellWord = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
