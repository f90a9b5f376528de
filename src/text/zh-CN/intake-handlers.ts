/** What the handlers of commands say (src/intake/handlers), and the words for states of rollouts and hosts. */
export const intakeHandlers = {
  'awaiting-approval': '待批准',
  queued: '等待锁',
  waiting: '等待答复',
  pending: '未开始',
  active: '进行中',
  asking: '等待答复',
  unwell: '不健康',
  returned: '已恢复',
  'left-out': '未恢复',

  'rejected by {0}; nothing was changed': '被 {0} 拒绝；未做任何变更',
  '{0} waited too long for its confirmation and has lapsed: ask for it again':
    '{0} 等待确认超时，已失效：请重新发起',
  '{0} was rejected by {1} at {2}': '{0} 已于 {2} 被 {1} 拒绝',
  '{0} was confirmed by {1} at {2}; it is {3}': '{0} 已于 {2} 由 {1} 确认；当前：{3}',
  '{0} does not wait for its confirmation: {1}': '{0} 不在等待确认：{1}',
  '{0} is out already: {1} by {2} ({3})': '{0} 已被摘除：{1}，{2}（{3}）',
  '{0} is out already: {1} took it out at {2} ({3}: {4}), until {5}':
    '{0} 已被摘除：{1} 于 {2} 摘除（{3}：{4}），直到 {5}',

  'weight {0}, {1}: on its way, by steps': '权重 {0}，{1}：正在逐步恢复',
  'IN SERVICE, weight {0}, {1}: not by us': '在线，权重 {0}，{1}：并非由我们恢复',
  'weight {0}, {1}, {2}': '权重 {0}，{1}，{2}',

  "{0} is no longer in the config, so {1} can't be given back; `enable {2} {3} --unverified` ends {4} without that":
    '{0} 已不在配置中，无法恢复 {1}；`enable {2} {3} --unverified` 可不恢复而结束 {4}',
  '{0} stays out: {1}': '{0} 保持摘除：{1}',
  'it is not well': '不健康',
  'Not all hosts of {0} come back': '{0} 的主机未能全部恢复',
  'Hosts of {0} come back': '{0} 的主机正在恢复',
  '{0} has ended meanwhile: {1}': '{0} 在此期间已结束：{1}',
  '{0} stays out until {1}': '{0} 保持摘除至 {1}',
  '{0} stays out until somebody enables it': '{0} 保持摘除，直到有人恢复',
  '{0} is {1}: there is nothing to extend': '{0} {1}：无可延长',
  '{0} is not out yet: extend {1} when it is': '{0} 尚未摘除：请在摘除后再延长 {1}',
  '{0} has no end: {1} stays out until somebody enables it': '{0} 没有期限：{1} 保持摘除，直到有人恢复',

  '`unfreeze {0}` lifts it': '用 `unfreeze {0}` 解冻',
  'it was by {0} ({1})': '原由 {0} 冻结（{1}）',
  'The freeze of {0} is lifted': '{0} 已解冻',
  'All clusters are frozen: {0}': '所有集群已冻结：{0}',
  'All clusters are frozen until {0}: {1}': '所有集群已冻结至 {0}：{1}',
  '{0} is frozen: {1}': '{0} 已冻结：{1}',
  '{0} is frozen until {1}: {2}': '{0} 已冻结至 {1}：{2}',
  'Nobody froze all clusters; `unfreeze CLUSTER` lifts the freeze of one':
    '没有人冻结所有集群；用 `unfreeze CLUSTER` 解冻单个集群',
  'Nobody froze {0} by itself; `unfreeze --all` lifts a freeze of all clusters, and the windows of the config end by themselves':
    '没有人单独冻结 {0}；用 `unfreeze --all` 解除对所有集群的冻结，配置中的冻结窗口会自行结束',
  'Only who may deploy to every cluster may do that for all of them':
    '只有可以向每个集群发布的人才能对所有集群这样做',

  '{0} was freed': '{0} 已解锁',
  '{0} is not locked': '{0} 未锁定',
  'Rollout {0} holds {1} until it ends; `abort {2}` stops it, and where it hangs `lock {3} --steal REASON` takes the lock away':
    '发布 {0} 持有 {1} 的锁直至结束；用 `abort {2}` 中止，若已卡住，则用 `lock {3} --steal REASON` 抢占',
  'The lock of {0} has changed just now: `locks` shows it': '{0} 的锁刚刚变了：用 `locks` 查看',
  'was locked by {0}: {1}': '原由 {0} 锁定：{1}',
  '{0} is free again; it was locked by {1} ({2})': '{0} 已解锁；原由 {1} 锁定（{2}）',
  'It was taken from {0} ({1})': '锁是从 {0} 处抢占的（{1}）',
  'It was taken from {0} ({1}), which changes nothing more; `status {2}` shows it':
    '锁是从 {0} 处抢占的（{1}），{0} 不再做任何变更；用 `status {2}` 查看',

  '{0} has no command that could restart it: set deploy.restart in the config':
    '{0} 没有可用的重启命令：请在配置中设置 deploy.restart',
  'No earlier release is known for the hosts of {0}: name one, as in `rollback {1} v1`':
    '{0} 的主机没有已知的上一版本：请指明一个，例如 `rollback {1} v1`',
  'No earlier release is known for the hosts of {0}: `abort {1}` stops it, and `rollback {2} v1` then rolls the one that you name':
    '{0} 的主机没有已知的上一版本：先用 `abort {1}` 中止，再用 `rollback {2} v1` 指明要回滚到的版本',
  'No earlier release is known for {0}: not in this plan.': '{0、} 没有已知的上一版本：不在本计划中。',
  '{0} is under way on {1}: `rollback {2}` takes that one back':
    '{0} 正在 {1} 上进行：用 `rollback {2}` 回滚它',
  '{0} has no rollout to take back: name a release, as in `rollback {1} v1`':
    '{0} 没有可回滚的发布：请指明版本，例如 `rollback {1} v1`',

  '{0} has ended ({1}): there is nothing to {2}': '{0} 已结束（{1}）：无法执行 `{2}`',
  '{0} has not begun: `approve {1}` or `reject {2}`': '{0} 尚未开始：`approve {1}` 或 `reject {2}`',
  '{0} is being aborted already': '{0} 已在中止',
  '{0} is not paused': '{0} 未暂停',
  '{0} is not paused; {1}': '{0} 未暂停；{1}',
  '{0} is paused; {1}': '{0} 已暂停；{1}',
  '{0} waits for an answer: {1}': '{0} 等待答复：{1}',
  '{0} is paused already': '{0} 已经暂停',
  '{0} is through already ({1})': '{0} 已处理完毕（{1}）',
  '{0} has no host {1}; `status {2}` lists them': '{0} 没有主机 {1}；用 `status {2}` 查看全部',
  'the weight of {0} does not come back by steps right now; `disable {1} {2} REASON` takes it out':
    '{0} 的权重当前并非逐步恢复中；用 `disable {1} {2} REASON` 摘除',
  '{0} asked nothing that `{1}` answers; `status {2}` shows what is open':
    '{0} 没有可用 `{1}` 答复的问题；用 `status {2}` 查看待答复的问题',
  '{0} and {1} asked nothing that `{2}` answers; `status {3}` shows what is open':
    '{0} 和 {1} 没有可用 `{2}` 答复的问题；用 `status {3}` 查看待答复的问题',
} as const;
