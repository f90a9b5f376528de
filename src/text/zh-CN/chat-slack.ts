/** What Slack shows, and what goes wrong with it. */
export const chatSlack = {
  'and {0} more: ': '另有 {0} 项：',
  'and {0} more': '另有 {0} 项',
  ' and {0} more': '，另有 {0} 项',
  'the last ones, {0} more before them:': '最后的部分，前面还有 {0} 项：',
  'To be typed: ': '可手工输入：',
  'Are you sure?': '确定吗？',
  Cancel: '取消',
  Close: '关闭',
  '{0} and {1}': '{0} 和 {1}',
  '{0} is told in {1}.': '{0} 的进展发在 {1}。',
  'As you asked: {0}': '这是您要的文件：{0}',
  "I can't write in <#{0}>, so I tell you here: `/invite` me there for the next time.":
    '我无法在 <#{0}> 里发言，所以在这里告诉您：下次请先在那里 `/invite` 我。',
  'I only listen to members of the workspace that I am installed in.': '我只听从所在工作区成员的命令。',
  "I don't know you yet: add `{0}: { slack: {1} }` under `people:` in rollout.yml and start me again.":
    '我还不认识您：请在 rollout.yml 的 `people:` 下添加 `{0}: { slack: {1} }`，然后重启机器人。',
  'I could not find out who you are: {0}. Try again in a minute.': '无法确认您的身份：{0}。请一分钟后再试。',

  'Deploy …': '发布……',
  Refresh: '刷新',
  'as it was at {0} · /rollout help lists all commands': '截至 {0} 的状态 · `/rollout help` 列出全部命令',
  'Your clusters could not be read: {0}': '读取您的集群失败：{0}',

  'There is no cluster that you may see.': '没有您可以查看的集群。',
  'The form could not be made: {0}': '无法生成表单：{0}',
  'The form could not be opened: {0}. `/rollout help` lists all commands.':
    '无法打开表单：{0}。`/rollout help` 列出全部命令。',
  'The plan could not be shown: {0}. Nothing was begun; `/rollout` opens the form anew.':
    '无法显示计划：{0}。没有开始任何操作；`/rollout` 可重新打开表单。',
  'Choose a cluster.': '请选择集群。',
  'Type a release, or choose a recent one.': '请输入版本，或选择最近的版本。',
  Deploy: '发布',
  Cluster: '集群',
  Release: '版本',
  Batch: '批次',
  Canary: '金丝雀',
  Begin: '开始',
  'Show the plan': '查看计划',
  'Ask for approval': '请求批准',
  'and {0} more, by command: /rollout deploy CLUSTER RELEASE':
    '另有 {0} 个，请用命令：`/rollout 发布 集群 版本`',
  'Choose a cluster': '选择集群',
  'Choose a release': '选择版本',
  'Recent releases of {0}': '{0} 最近的版本',
  'Or another release': '或其他版本',
  'What is typed here counts, also if a recent one is chosen.': '即使已选择最近的版本，也以这里输入的为准。',
  'As the deploy command knows it, like v1.42.': '填部署命令认得的版本，如 `v1.42`。',
  'Hosts done at once: a number, or a share like 25%.': '同时处理的主机：数量，或如 25% 的比例。',
  'Hosts done first, before a person says to go on: a number, or a share.':
    '先处理、经人放行后再继续的主机：数量或比例。',
  'as in the config': '按配置',
  'Reading weights and health, to make the plan …': '正在读取权重和健康情况，生成计划……',
  'It is asked for approval where everybody sees it:': '将在大家可见的地方请求批准：',
  'It begins at once; nobody has to approve it:': '将立即开始，无需批准：',

  'Socket Mode': 'Socket 模式',
  'HTTP on {0}:{1}': 'HTTP，监听 {0}:{1}',
  'workspace {0}, {1}': '工作区 {0}，{1}',
  'the bot token lacks {0}: give the app the scopes of manifest.yml and install it again':
    '机器人 token 缺少权限 {0}：请按 manifest.yml 给应用授权，并重新安装',
  'the app-level token (chat.slack.appToken; it begins with xapp- and has the scope connections:write)':
    '应用级 token（chat.slack.appToken，以 `xapp-` 开头，具有 `connections:write` 权限）',
  'the bot token (chat.slack.botToken; it begins with xoxb-)':
    '机器人 token（chat.slack.botToken，以 `xoxb-` 开头）',
  'Slack wants a pause of {0} s before {1}': 'Slack 要求等待 {0} 秒后再调用 {1}',
  'Slack did not answer {0} ({1})': 'Slack 没有响应 {0}（{1}）',
  'Slack does not accept {0}: {1}': 'Slack 不接受{0}：{1}',
  'Slack refused {0}: {1}': 'Slack 拒绝了 {0}：{1}',
  'Slack refused {0}: {1}, which needs the scope {2}': 'Slack 拒绝了 {0}：{1}，需要权限 {2}',
  'no answer of Slack': '不是 Slack 的响应',
  'an answer without its fields': '响应缺少字段',
  'the connection was not made': '没有建立连接',
  'the upload of a file': '上传文件',
  "{0}:{1} can't be listened on ({2})": '无法监听 {0}:{1}（{2}）',
} as const;
