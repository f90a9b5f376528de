import type { Second } from './traffic.ts';
import type { Check, Evidence } from './verdict.ts';

/** The end of the demo as lines of text: what a sceptic wants to see, and PASS or FAIL. */
export function summary(evidence: Evidence, checks: readonly Check[]): readonly string[] {
  return [
    '',
    ...noteLines(evidence),
    ...trafficLines(evidence),
    '',
    ...hostLines(evidence),
    '',
    ...checks.map(({ text, passed }) => `  ${passed ? 'yes' : 'NO '}  ${text}`),
    '',
    checks.every(({ passed }) => passed) ? 'PASS' : 'FAIL',
  ];
}

const noteLines = ({ notes }: Evidence): readonly string[] =>
  notes.length === 0 ? [] : [...notes.map((note) => `*** ${note} ***`), ''];

function trafficLines({ traffic }: Evidence): readonly string[] {
  const versions = [...traffic.byVersion.keys()].sort();
  const statuses = [...traffic.byStatus].map(([status, count]) => `${status}: ${count}`).join(', ');
  return [
    `Requests, as their sender counted them: ${traffic.sent} sent, ${traffic.dropped} dropped (${statuses})`,
    ...versions.map(
      (version) =>
        `  ${version.padEnd(4)} ${String(traffic.byVersion.get(version)).padStart(6)}  ${picture(traffic.seconds, version)}`,
    ),
    ...traffic.seconds.flatMap(({ dropped }, i) =>
      dropped > 0 ? [`  second ${i}: ${dropped} dropped`] : [],
    ),
  ];
}

const blocks = ' ▁▂▃▄▅▆▇█';

/** A column for each second: the version's share of the requests that were sent in it. */
function picture(seconds: readonly Second[], version: string): string {
  const shares = seconds.map(({ sent, byVersion }) => (byVersion.get(version) ?? 0) / Math.max(1, sent));
  return `|${shares.map((share) => blocks[Math.ceil(share * (blocks.length - 1))]).join('')}|`;
}

function hostLines({ before, after, pool, hosts }: Evidence): readonly string[] {
  const rows = before.map((was, i) => {
    const out = `${((pool.outMs.get(was.name) ?? 0) / 1000).toFixed(1)} s`;
    const host = hosts.find(({ name }) => name === was.name);
    return [was.name, told(was), told(after[i]), out, host?.health ?? '', host?.deploys.join(' ') ?? ''];
  });
  const head = ['host', 'before', 'after', 'out of pool', 'app says', 'deployed'];
  return [
    'Read from the load balancer’s runtime API and from the apps, not from the bot:',
    ...table([head, ...rows]),
  ];
}

const told = (seen: Evidence['before'][number] | undefined): string =>
  seen ? `${seen.weight} ${seen.state}${seen.running ? '' : ', down'}` : 'gone';

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(width(i))).join('  ')}`.trimEnd());
}
