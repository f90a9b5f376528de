/** HAProxy, and what all load balancers say. */
export const haproxy = {
  '{0} and {1} are one and the same member of {2}': '{0} 和 {1} 是 {2} 的同一个成员',
  'not in the pool': '不在后端池中',
  'weight {0}': '权重 {0}',
  'no answer yet': '尚无应答',
  'its name does not resolve': '其域名无法解析',
  'maint by configuration': '配置文件中已设为 `maint`',
  '{0} because the tracked server {1} is': '{0}，因为它所跟踪的服务器 {1} 也是如此',

  'The stats socket may not change {0}: it needs "level admin" in HAProxy\'s config.':
    '`stats socket` 无权修改 {0}：需要在 HAProxy 配置中为它加上 `level admin`。',
  'HAProxy knows no server {0}.': 'HAProxy 中没有服务器 {0}。',
  'HAProxy knows no backend for {0}.': 'HAProxy 中没有 {0} 对应的 `backend`。',
  'The weight of {0} can only be 0 or the configured one: its backend balances by a static algorithm.':
    '{0} 的权重只能是 0 或配置值：其 `backend` 使用静态均衡算法。',
  'HAProxy refused for {0}: "{1}"': 'HAProxy 拒绝了对 {0} 的操作：“{1}”',
  'HAProxy accepted "{0}" for {1}, but shows {2}.': 'HAProxy 接受了对 {1} 的设置“{0}”，但实际显示为 {2}。',
  'HAProxy accepted "{0}" for {1}, but shows {2}. Its agent check may have changed it.':
    'HAProxy 接受了对 {1} 的设置“{0}”，但实际显示为 {2}。可能被它的 `agent check` 改掉了。',
  'HAProxy lists {0} servers as {1}: names must differ.': 'HAProxy 中有 {0} 个服务器都叫 {1}：名称不能重复。',

  '{0} can\'t be the name of a HAProxy {1}: letters, digits, ".", "_", "-" and ":" can.':
    '{0} 不能作为 HAProxy {1} 的名称：只能包含字母、数字、“.”、“_”、“-”和“:”。',
  'Weight {0} of {1} is out of range: HAProxy takes 0 to {2}.':
    '{1} 的权重 {0} 超出范围：HAProxy 接受 0 到 {2}。',
  '"{0}" is no state for {1}: ready, drain and maint are.':
    '“{0}”不是 {1} 可用的状态：可用的是 `ready`、`drain` 和 `maint`。',
  '{0}% of the configured weight {1} of {2} is {3}, which is out of service: say 0 where that is meant.':
    '{2} 的配置权重 {1} 的 {0}% 是 {3}，等于摘除：如果确实要摘除，请直接写 0。',
  '{0}% of the configured weight {1} of {2} is {3}, which is over {4}.':
    '{2} 的配置权重 {1} 的 {0}% 是 {3}，超过了 {4}。',
  '{0}% is no share of the weight of {1}: a whole number is.': '{0}% 不能作为 {1} 的权重比例：必须是整数。',

  '{0} closed the connection without an answer: the command may or may not have taken effect.':
    '{0} 没有应答就关闭了连接：命令是否生效未知。',
  '{0} closed the connection in the middle of its answer: the command may or may not have taken effect.':
    '{0} 应答到一半就关闭了连接：命令是否生效未知。',
  '{0} gave no answer to "{1}" within {2} ms.': '{0} 在 {2} 毫秒内没有应答“{1}”。',
  "The bot's user may not open the runtime API of {0}: {1}.":
    '机器人所用的用户无权打开 {0} 的运行时 API：{1}。',
  "The runtime API of {0} can't be reached: {1}.": '无法连接 {0} 的运行时 API：{1}。',
  'a column': '某一列',
  'The server list of {0} can\'t be read at {1}: "{2}"': '无法解析 {0} 的服务器列表，位置 {1}：“{2}”',
  'The statistics of {0} can\'t be read at {1}: "{2}"': '无法解析 {0} 的统计数据，位置 {1}：“{2}”',
} as const;
