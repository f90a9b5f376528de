/** What all work stands on: locks, the processes of the bot, the database, the data directory. */
export const ground = {
  'the lock of {0} was taken away; {1}': '{0} 的锁已被夺走；{1}',
  '{0} holds it now: {1}': '现由 {0} 持有：{1}',
  'nobody holds it now': '现在无人持有',
  'Redis says that {0} holds {1} ({2}), the database says {3} ({4}). If {5} is not at work on it, `unlock {6}` takes it from there; then retry.':
    'Redis 显示 {1} 的锁由 {0} 持有（{2}），数据库显示由 {3} 持有（{4}）。如果 {5} 并未在该集群上工作，请用 `unlock {6}` 从它手中取走锁，然后重试。',
  'The lock of {0} changes too fast to be read.': '{0} 的锁变动过快，无法读取。',
  "The lock of {0} can't be read: what {1} has at {2} is no lock. Delete it there; the database puts it back.":
    '无法读取 {0} 的锁：{1} 中 {2} 的内容不是锁。请在那里删除它，锁会根据数据库重建。',

  'the bot': '机器人',
  '{0} (process {1})': '{0}（进程 {1}）',
  '{0} is not touched: this process stood still for a moment': '没有操作 {0}：本进程曾短暂停顿',
  'another process has taken over: nothing is recorded any more': '已由另一个进程接管：不再记录任何内容',

  'The database did not answer within {0} ms.': '数据库在 {0} 毫秒内没有应答。',
  'The database is not reachable: {0}.': '无法连接数据库：{0}。',
  'database migration {0} failed: {1}': '数据库迁移 {0} 失败：{1}',
  'the database could not be prepared: {0}': '无法准备数据库：{0}',
  'rollout {0} has no host {1}': '发布 {0} 中没有主机 {1}',
  'was frozen by {0}: {1}': '原由 {0} 冻结：{1}',

  'dataDir is too long for a socket in it: {0}; choose one of at most {1} bytes':
    '`dataDir` 过长，无法在其中创建套接字：{0}；请改用不超过 {1} 字节的路径',
  'another bot is running on {0}: stop that one, or give this one its own dataDir':
    '另一个机器人正在使用 {0}：请停止它，或为本机器人另设 `dataDir`',
} as const;
