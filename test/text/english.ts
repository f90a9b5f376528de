/** What a Chinese engineer calls by these names too. */
const names = new Set(
  [
    'Slack',
    'Redis',
    'PostgreSQL',
    'HAProxy',
    'nginx',
    'LVS',
    'F5',
    'SLB',
    'ULB',
    'SSH',
    'URL',
    'API',
    'ID',
  ].concat([
    ...['UCloud', 'VServer', 'BIG-IP', 'NGINX', 'Plus', 'Lua', 'IPVS', 'CA', 'Aliyun', 'RAM', 'ECS'],
    ...['HTTP', 'HTTPS', 'TCP', 'IP', 'JSON', 'YAML', 'CSV', 'TLS', 'SQL', 'CPU', 'DNS', 'token', 'rollout'],
    ...[
      'Rollout',
      'Schema',
      'Socket',
      'Stream',
      'webhook',
      'Web',
      'http',
      'https',
      'PEM',
      'STS',
      'VPC',
      'CLB',
    ],
    ...['OpenSSH', 'Ansible', 'GovSlack', 'KiB'],
  ]),
);

/** Words outside of backticks and holes; file names (`audit.csv`) and config paths (`chat.local`) are typed as they are. */
export function englishIn(text: string): readonly string[] {
  const prose = text.replace(/`[^`]*`/gu, ' ').replace(/\{\d+\}/gu, ' ');
  const words = prose.match(/[A-Za-z][\w.:/-]*[A-Za-z]/gu) ?? [];
  return words.filter((word) => !names.has(word) && !/[.:/]/u.test(word));
}
