/** What the terminal says. */
export const chatLocal = {
  '{0} awaits approval': '{0} 等待批准',
  '{0} awaits confirmation. Do it with one of': '{0} 等待确认，请执行下列命令之一：',
  '{0}. Nobody is here to answer; do it with one of': '{0}。此处无人应答，请执行下列命令之一：',
  '{0}: rollout exec "{1}"': '{0}：`rollout exec "{1}"`',
  'That could be: {0}': '可能是指：{0}',
  'It was not sent.': '没有发送。',
  'yes sends “{0}”, anything else does not.': '输入“是”则发送“{0}”，其他输入则不发送。',
  '{0} takes {1} back': '{0} 正在回滚 {1}',
  '{0} goes on without you. See it with: rollout exec "status {1}"':
    '您离开后 {0} 会继续进行。查看状态：`rollout exec "status {1}"`',
  'Follow it again in: rollout chat (then: status {0})': '重新跟踪：`rollout chat`（然后输入 `status {0}`）',
  'Type a command; help lists them, Tab completes, Ctrl-D leaves.':
    '请输入命令；“帮助”列出全部命令，`Tab` 补全，`Ctrl-D` 退出。',
  '… {0} more lines': '…… 还有 {0} 行',
  'line|lines': '{0} 行',
  '{0} (rollout exec --files DIR … keeps it)': '{0}（用 `rollout exec --files DIR …` 保存）',
  '{0}, kept at {1}': '{0}，已保存到 {1}',
  '{0} is there already: move it away, or name another folder.': '{0} 已存在：请把它移走，或换一个目录。',
  '{0} could not be written: {1}': '{0} 写入失败：{1}',
  '{0}: too long for the terminal (over {1} MB); ask for less.':
    '{0}：内容太长，终端无法显示（超过 {1}兆）；请缩小查询范围。',

  'The bot is starting; the command waits for it.': '机器人正在启动，命令会等它就绪。',
  'The bot went away; waiting for it to come back.': '机器人已断开，正在等待它恢复。',
  'The bot is back.': '机器人已恢复。',
  'The bot is not running here (nobody answers at {0}). Start it with: rollout start':
    '机器人没有在此运行（{0} 无应答）。启动命令：`rollout start`',
  '{0} can only be opened by the user that the bot runs as.': '只有运行机器人的用户才能打开 {0}。',
  'The connection to the bot broke.': '与机器人的连接已断开。',
  'The connection to the bot broke ({0}).': '与机器人的连接已断开（{0}）。',
  'The bot said something that this client does not understand ({0}): use the same version.':
    '此客户端看不懂机器人的回复（{0}）：请使用相同版本。',
  'the bot sent a line that is too long': '机器人发来的一行太长',
  'a line is longer than {0} bytes': '有一行超过了 {0} 字节',
  'a line was not JSON': '有一行不是 JSON',
  'a frame was not understood: {0}': '有一帧无法识别：{0}',
  'say hello first': '请先发送 `hello`',
  'That did not work: {0}': '操作没有成功：{0}',
  '{0} cannot be followed: {1}': '无法跟踪 {0}：{1}',
} as const;
