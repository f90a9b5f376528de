import { aliyun } from './balancer-aliyun.ts';
import { f5 } from './balancer-f5.ts';
import { haproxy } from './balancer-haproxy.ts';
import { lvs } from './balancer-lvs.ts';
import { nginx } from './balancer-nginx.ts';
import { ucloudUlb } from './balancer-ucloud.ts';
import { command } from './command.ts';
import { commandProblems } from './command-problems.ts';
import { common } from './common.ts';
import { intake } from './intake.ts';
import { intakeCheckup } from './intake-checkup.ts';
import { intakeHandlers } from './intake-handlers.ts';
import { intakeRequests } from './intake-requests.ts';
import { plan } from './plan.ts';
import { policy } from './policy.ts';

const balancers = { haproxy, aliyun, ucloudUlb, nginx, lvs, f5 };
const requests = { intake, intakeRequests, intakeHandlers, intakeCheckup };
const decisions = { policy, plan };

/** By file, as the tests look at them. */
export const parts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  common,
  command,
  commandProblems,
  ...balancers,
  ...decisions,
  ...requests,
};

/** All that is said and kept, in Chinese. */
export const zhCN: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(parts));
