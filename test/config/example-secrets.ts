/** What the files in examples/ want from the environment. */
export const exampleSecrets = {
  SLACK_BOT_TOKEN: 'xoxb-1-2-x',
  SLACK_APP_TOKEN: 'xapp-1-A-x',
  UCLOUD_PUBLIC_KEY: 'a',
  UCLOUD_PRIVATE_KEY: 'b',
  F5_PASSWORD: 'x',
  DINGTALK_CLIENT_SECRET: 'hunter2',
  DINGTALK_ROBOT_URL: 'https://oapi.dingtalk.com/robot/send?access_token=f00d',
  DINGTALK_ROBOT_SECRET: 'SECx',
  DEPLOY_LOG_SECRET: 'x',
  DATABASE_URL: 'postgres://rollout@db/rollout',
  REDIS_URL: 'redis://:x@redis:6379',
};
