/** What `rollout doctor` says of connections (src/doctor). */
export const doctor = {
  database: '数据库',
  embedded: '内嵌',
  connected: '已连接',
  locks: '锁服务',
  chat: '聊天平台',
  'host of {0}': '{0} 的主机',
  'runs commands': '可以执行命令',
  'runs {0}': '运行 {0}',
  'not there, or not once: {0}': '不存在，或不唯一：{0}',
  '{0} of {1} members in service': '{1} 个成员中有 {0} 个在线',

  'Redis {0}, master': 'Redis {0}，主节点',
  'Redis {0}, {1} masters': 'Redis {0}，{1} 个主节点',
  '{0} is a replica, and takes no changes: name the master, or its sentinels.':
    '{0} 是副本，不接受写入：请填写主节点或其哨兵。',
  '{0} has version {1}, and 5 is needed.': '{0} 的版本是 {1}，至少需要 5。',
  'throws keys away when its memory is full ({0}): set `maxmemory-policy noeviction`':
    '内存满时会丢弃键（{0}）：请设置 `maxmemory-policy noeviction`',

  'the bot that runs here': '在此运行的机器人',
  'it did not answer within {0} s': '{0} 秒内没有应答',
  'could not be asked ({0}): ask it in its chat, with `doctor` or `drained`':
    '无法询问（{0}）：请在聊天中用 `doctor` 或 `drained` 询问',
  'nothing yet: no bot of this version was started on it so far':
    '尚无内容：还没有此版本的机器人在其上启动过',
} as const;
