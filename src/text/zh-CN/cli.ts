/** What the executable says. */
export const cli = {
  'Rolls releases over hosts behind load balancers: drain, deploy, verify, give back exactly the weight.':
    '在负载均衡后面的主机上发布版本：摘流、部署、核实，再原样恢复权重。',
  '(rollout --help lists the commands)': '（`rollout --help` 列出全部命令）',
  'print the version': '打印版本号',
  'run the bot': '运行机器人',
  'the bot could not be started: {0}': '机器人启动失败：{0}',
  'it stood still while it started, and another process has taken over from it; it is to be started again':
    '启动过程中停顿过久，已被另一个进程接管；需要重新启动',
  'send one command to the running bot, and follow what it begins':
    '向运行中的机器人发送一条命令，并跟踪它引起的操作',
  'the command, as in: rollout exec "deploy web v2"': '命令，例如：`rollout exec "deploy web v2"`',
  'approve what the command makes: a plan, or taking a member out':
    '直接批准命令产生的操作：计划，或摘除成员',
  'print the answer and leave': '打印回复后退出',
  'print what comes as JSON, one object a line': '以 JSON 打印收到的内容，每行一个对象',
  "write the answer's files there": '把回复附带的文件写到该目录',
  'talk to the running bot': '与运行中的机器人对话',
  'check the configuration, and print everything that is wrong with it': '检查配置，并打印其中的全部问题',
  'the configuration file': '配置文件',
  'try every connection, and compare what the bot has on record with the balancers, changing nothing':
    '试连每一处，并核对机器人的记录与负载均衡，不做任何变更',
  'print the JSON Schema of the configuration, for editors': '打印配置的 JSON Schema，供编辑器使用',
  'display help for command': '显示命令的帮助',
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',

  'to mend it: rollout exec "COMMAND"': '修复方法：`rollout exec "COMMAND"`',
  'the doctor changes nothing, {0} neither': '体检不做任何变更，也不会改动 {0}',
  'warning: {0}': '警告：{0}',
  'Rollout is ready for {0}. Talk to it from another terminal: rollout chat':
    'Rollout 已就绪，负责 {0}。在另一个终端与它对话：`rollout chat`',
  'the local chat is switched off in the config (chat.local)': '配置中已关闭本地对话（chat.local）',
  "the database {0} can't be opened: {1}; see `store.url`": '无法打开数据库 {0}：{1}；请检查 `store.url`',
} as const;
