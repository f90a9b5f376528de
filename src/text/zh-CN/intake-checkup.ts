/** What the comparison of the journal with the balancers says (src/intake/checkup). */
export const intakeCheckup = {
  journal: '日志记录',
  rollout: '发布',
  override: '临时摘除',
  question: '问题',
  lock: '锁',
  'nothing is under way, held out, locked or asked': '没有进行中的、已摘除的、已锁定的或待答复的',

  'in service although {0} holds it; {1}': '在线，但 {0} 登记为已摘除；{1}',
  'held for {0}, which has ended': '由 {0} 摘除，但 {0} 已结束',
  'held for {0}, which nobody knows': '由 {0} 摘除，但没有 {0} 的记录',
  'IN SERVICE, although {0} left it out': '在线，但 {0} 未将其恢复',
  'left out by {0}': '{0} 未将其恢复',
  'IN SERVICE, although {0} left it out since {1}': '在线，但 {0} 自 {1} 起未将其恢复',
  'left out by {0} since {1}': '{0} 自 {1} 起未将其恢复',
  'held out by {0}, for which the host is {1}': '被 {0} 摘除，而该主机在其中的状态是：{1}',
  'held out by {0}, for which the host is none of its own': '被 {0} 摘除，但 {0} 中没有该主机',

  '{0}; {1} works on it': '{0}；{1} 正在处理',
  '{0}; {1} starts it': '{0}；将由 {1} 启动',
  '{0}; no process of the bot works on it: start one': '{0}；没有机器人进程在处理：请启动一个',
  'since {0}: {1}': '自 {0} 起：{1}',
  '{0} is {1}, and {2} ({3}) has the lock: it changes nothing more':
    '{0} {1}，而锁由 {2} 持有（{3}）：它不再做任何变更',
  '{0} is {1}, and nobody has the lock: it changes nothing more': '{0} {1}，而锁无人持有：它不再做任何变更',
  '{0} of {1} {2} until {3}: {4}': '{1} 的 {0} {2}，至 {3}：{4}',
  '{0} of {1} {2}: {3}': '{1} 的 {0} {2}：{3}',
  'held by {0} since {1} ({2})': '由 {0} 自 {1} 起持有（{2}）',
  '{0}, and {1} has ended': '{0}，而 {1} 已结束',
} as const;
