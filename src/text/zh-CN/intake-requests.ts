/** What src/intake says of requests: of what they name, of what stands in their way, and of plans and their approval. */
export const intakeRequests = {
  '{0} is a group in the config, and no person: add yourself under `people:` by another name':
    '{0} 是配置中的组，不是人：请以其他名字在 `people:` 下添加自己',
  'Send it': '发送',
  Show: '查看',
  somebody: '某人',
  '{0}. {1}': '{0}。{1}',
  '{0}. {1}. {2}': '{0}。{1}。{2}',

  'There is no cluster {0}, nor any other that you may see': '没有集群 {0}，也没有您可以查看的其他集群',
  'There is no cluster {0}; there are: {1}': '没有集群 {0}；现有：{1}',
  'There is no cluster {0}; did you mean {1}?': '没有集群 {0}；是不是 {1}？',
  'There is no rollout {0}; `history` lists them': '没有发布 {0}；用 `history` 查看全部',
  'There is no override {0}; `drained` lists those that are out':
    '没有临时摘除 {0}；用 `drained` 查看已摘除的',
  'Cluster {0} has no host {1}': '集群 {0} 没有主机 {1}',
  'Cluster {0} has no host {1}; did you mean {2}?': '集群 {0} 没有主机 {1}；是不是 {2}？',
  'Cluster {0} has no host or member {1}; `members {2}` lists them':
    '集群 {0} 没有主机或成员 {1}；用 `members {2}` 查看全部',
  'Cluster {0} has no host or member {1}; did you mean {2}?': '集群 {0} 没有主机或成员 {1}；是不是 {2}？',
  'Several hosts of {0} have a member {1}: name one of {2}': '{0} 有多台主机含成员 {1}：请指明其中一台：{2}',
  '{0} is in no pool of {1}: there is nothing to change': '{0} 不在 {1} 的任何后端池中：没有可更改的',
  'Slack is not connected': '未连接 Slack',

  "The plan of {0} can't be carried out any more: {1}": '{0} 的计划已无法执行：{1}',
  'the plan was made anew, as weights, states or releases have changed since':
    '权重、状态或版本已有变化，计划已重新生成',
  '{0} changed since the plan was made: this is the new one, please look again':
    '{0} 的计划生成后情况有变：这是新计划，请重新查看',
  'The plan of {0} is not the one that you saw: look at it again': '{0} 的计划已不是您看到的那份：请重新查看',
  '{0} waited too long for approval and has lapsed: ask for it again': '{0} 等待批准超时，已失效：请重新发起',
  '{0} does not wait for approval: {1} ({2})': '{0} 不在等待批准：{1}（{2}）',
  'approved by {0} at {1}': '{0} 已于 {1} 批准',
  'rejected by {0} at {1}': '{0} 已于 {1} 拒绝',
  decided: '已有决定',
  'nobody approved it in time': '逾期无人批准',
  'nobody confirmed it in time': '逾期无人确认',
  '"{0}" can\'t be part of a file\'s name, as the upload of {1} needs it: use letters, digits and . _ + -':
    '“{0}”不能用作文件名的一部分，而 {1} 的上传需要：请只用字母、数字和 . _ + -',

  'if it cannot wait:': '如果不能等：',
  'A second person then has to approve it.': '届时须由另一人批准。',
  'The freeze {0} ({1}) begins at {2}, before this is likely to be done.':
    '冻结 {0}（{1}）将于 {2} 开始，届时本次发布很可能尚未完成。',

  '{0} is locked: {1}': '{0} 已锁定：{1}',
  '{0} is locked until {1}: {2}': '{0} 已锁定至 {1}：{2}',
  "it can't be read whether {0} is locked: {1}": '无法读取 {0} 是否已锁定：{1}',

  '{0} hosts were not taken out': '{0} 台主机未摘除',
  '{0} hosts are taken out': '{0} 台主机已摘除',
  '{0} was not taken out: {1}': '{0} 未摘除：{1}',
  'it was dropped': '已取消',
  '{0} is being taken out; `members {1}` shows how it stands': '正在摘除 {0}；用 `members {1}` 查看进展',
  "{0} can't be taken out: {1}": '不能摘除 {0}：{1}',
  "{0} can't be taken out beside {1}: {2}": '不能在摘除 {1} 的同时摘除 {0}：{2}',
  '{0} takes weights from {1} to {2}': '{0} 的权重范围是 {1} 到 {2}',
  "{0} can't get weight 0: {1}": '{0} 的权重不能设为 0：{1}',
  'the weight of {0} in {1} was not set to {2}: {3}': '{1} 中 {0} 的权重未能设为 {2}：{3}',
  '{0} is not held out of {1} by anybody here; `members {2}` shows how it is':
    '这里没有谁把 {0} 从 {1} 摘除；用 `members {2}` 查看其状态',
  '{0} is being verified and comes back if it is well; `members {1}` shows how it stands':
    '正在检查 {0}，健康则恢复；用 `members {1}` 查看进展',
  '{0} are being verified one after the other, and come back if they are well; `members {1}` shows how it stands':
    '正在逐台检查 {0}，健康则恢复；用 `members {1}` 查看进展',
} as const;
