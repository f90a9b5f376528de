import { aliyun } from './balancer-aliyun.ts';
import { f5 } from './balancer-f5.ts';
import { haproxy } from './balancer-haproxy.ts';
import { lvs } from './balancer-lvs.ts';
import { nginx } from './balancer-nginx.ts';
import { ucloudUlb } from './balancer-ucloud.ts';
import { chatLocal } from './chat-local.ts';
import { chatSlack } from './chat-slack.ts';
import { cli } from './cli.ts';
import { command } from './command.ts';
import { commandProblems } from './command-problems.ts';
import { common } from './common.ts';
import { intake } from './intake.ts';

const balancers = { haproxy, aliyun, ucloudUlb, nginx, lvs, f5 };

/** By file, as the tests look at them. */
export const parts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  common,
  command,
  commandProblems,
  intake,
  chatLocal,
  chatSlack,
  cli,
  ...balancers,
};

/** All that is said and kept, in Chinese. */
export const zhCN: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(parts));
