import type { Finding } from '../finding.ts';
import { accessFindings, accessWarnings } from './access.ts';
import { capacityFindings, capacityWarnings } from './capacity.ts';
import { dingtalkWarnings } from './dingtalk.ts';
import { factsOf } from './facts.ts';
import { hostFindings } from './hosts.ts';
import { lockFindings } from './locks.ts';
import { namedClusterFindings } from './named-clusters.ts';
import { peopleFindings } from './people.ts';
import { poolFindings } from './pools.ts';
import { slackWarnings } from './slack.ts';

/**
 * What no single value shows: names that lead nowhere, and settings that exclude each other.
 * @param data the file as plain data; parts that are wrong in themselves are left out
 */
export function crosscheck(data: unknown): { problems: Finding[]; warnings: Finding[] } {
  const facts = factsOf(data);
  return {
    problems: [
      ...poolFindings(facts),
      ...hostFindings(facts),
      ...capacityFindings(facts),
      ...peopleFindings(facts),
      ...accessFindings(facts),
      ...namedClusterFindings(facts),
      ...lockFindings(facts),
    ],
    warnings: [
      ...capacityWarnings(facts),
      ...accessWarnings(facts),
      ...slackWarnings(facts),
      ...dingtalkWarnings(facts),
    ],
  };
}
