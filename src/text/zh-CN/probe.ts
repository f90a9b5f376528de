/** Whether a host is well. */
export const probe = {
  '{0} is no regular expression: {1}.': '{0} 不是正则表达式：{1}。',
  '{0} is no http or https URL.': '{0} 不是 HTTP 或 HTTPS 的 URL。',
  'A command probe needs a deployer that can run it on the host.':
    '命令探测需要一种能在主机上执行它的部署方式。',

  '"{0}" on {1} was not waited for any longer': '不再等待 {1} 上的“{0}”',
  '"{0}" on {1} could not be asked: {2}': '无法执行 {1} 上的“{0}”：{2}',
  '"{0}" on {1} ended with {2}': '{1} 上的“{0}”退出码为 {2}',
  '"{0}" on {1} ended with {2}: {3}': '{1} 上的“{0}”退出码为 {2}：{3}',

  '{0} could not be asked: {1}': '无法探测 {0}：{1}',
  '{0} could not be asked: {1} ({2})': '无法探测 {0}：{1}（{2}）',
  '{0} answered {1}, not {2}': '{0} 返回 {1}，而不是 {2}',
  '{0} answered {1}, but the body does not contain {2}': '{0} 返回 {1}，但响应体中不含 {2}',
  '{0} or {1}': '{0} 或 {1}',
  'the name is not known': '域名不存在',
  'the name server does not answer': '域名服务器没有应答',
  'there is no route to that network': '没有到该网络的路由',
  'no local port or address is free': '没有空闲的本地端口或地址',
  'the bot has too many files open': '机器人打开的文件过多',
  '{0} refused the connection': '{0} 拒绝了连接',
  '{0} did not answer: {1}': '{0} 没有应答：{1}',
  '{0} was not waited for any longer': '不再等待 {0}',
  '{0} did not answer within {1} ms': '{0} 在 {1} 毫秒内没有应答',

  'it was not asked': '没有探测',
  'there was no answer in all that time': '始终没有应答',
  '{0} passed {1} times in a row, not {2}': '{0} 连续通过了 {1} 次，未达到 {2} 次',
  '{0} (1 try in {1} s)': '{0}（{1} 秒内探测 1 次）',
  '{0} ({1} tries in {2} s)': '{0}（{2} 秒内探测 {1} 次）',
} as const;
