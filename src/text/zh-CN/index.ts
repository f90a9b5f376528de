import { aliyun } from './balancer-aliyun.ts';
import { f5 } from './balancer-f5.ts';
import { haproxy } from './balancer-haproxy.ts';
import { lvs } from './balancer-lvs.ts';
import { nginx } from './balancer-nginx.ts';
import { ucloudUlb } from './balancer-ucloud.ts';
import { chatDingTalk } from './chat-dingtalk.ts';
import { chatLocal } from './chat-local.ts';
import { chatSlack } from './chat-slack.ts';
import { cli } from './cli.ts';
import { command } from './command.ts';
import { commandProblems } from './command-problems.ts';
import { common } from './common.ts';
import { config } from './config.ts';
import { configBalancers } from './config-balancers.ts';
import { configChat } from './config-chat.ts';
import { configCrosscheck } from './config-crosscheck.ts';
import { configDeploy } from './config-deploy.ts';
import { configFile } from './config-file.ts';
import { configNotice } from './config-notice.ts';
import { configProviders } from './config-providers.ts';
import { configRedis } from './config-redis.ts';
import { configStrategy } from './config-strategy.ts';
import { configSummary } from './config-summary.ts';
import { configTeam } from './config-team.ts';
import { configValues } from './config-values.ts';
import { configVerify } from './config-verify.ts';
import { configYaml } from './config-yaml.ts';
import { deployer } from './deployer.ts';
import { doctor } from './doctor.ts';
import { earlier } from './earlier.ts';
import { ground } from './ground.ts';
import { intake } from './intake.ts';
import { intakeCheckup } from './intake-checkup.ts';
import { intakeHandlers } from './intake-handlers.ts';
import { intakeRequests } from './intake-requests.ts';
import { plan } from './plan.ts';
import { policy } from './policy.ts';
import { probe } from './probe.ts';
import { report } from './report.ts';
import { reportCards } from './report-cards.ts';
import { reportMore } from './report-more.ts';
import { transport } from './transport.ts';
import { cloud } from './transport-cloud.ts';
import { workflow } from './workflow.ts';
import { workflowHands } from './workflow-hands.ts';

const balancers = { haproxy, aliyun, ucloudUlb, nginx, lvs, f5 };
const requests = { intake, intakeRequests, intakeHandlers, intakeCheckup };
const decisions = { policy, plan };
const work = { workflow, workflowHands, doctor, ground, earlier };
const outside = { deployer, probe, transport, cloud };
const configs = {
  config,
  configSummary,
  configYaml,
  configCrosscheck,
  configRedis,
  configValues,
  configFile,
  configDeploy,
  configStrategy,
  configVerify,
  configTeam,
  configChat,
  configNotice,
  configProviders,
  configBalancers,
};

/** By file, as the tests look at them. */
export const parts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  common,
  command,
  commandProblems,
  chatDingTalk,
  chatLocal,
  chatSlack,
  cli,
  report,
  reportCards,
  reportMore,
  ...balancers,
  ...outside,
  ...decisions,
  ...work,
  ...requests,
  ...configs,
};

/** All that is said and kept, in Chinese. */
export const zhCN: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(parts));
