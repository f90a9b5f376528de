/** What several parts say. */
export const common = {
  'host|hosts': '{0} 台主机',
  'more host|more hosts': '另外 {0} 台主机',
  'batch|batches': '{0} 个批次',
  'cluster|clusters': '{0} 个集群',
  'more cluster|more clusters': '另外 {0} 个集群',
  'member|members': '{0} 个成员',
  'thing|things': '{0} 项',
  'entry|entries': '{0} 条记录',

  '{0} and {1} more': '{0} 等（另有 {1} 个）',

  '{0} s': '{0} 秒',
  '{0} min': '{0} 分钟',
  '{0} h': '{0} 小时',
  '{0} d': '{0} 天',
  '{0} min {1} s': '{0} 分 {1} 秒',
  '{0} h {1} min': '{0} 小时 {1} 分',
  '{0} d {1} h': '{0} 天 {1} 小时',
  'under a minute': '不到 1 分钟',
  'about {0}': '约 {0}',

  'weight {0}, {1}': '权重 {0}，{1}',
  'step by step': '逐步调整',
  'at {0}% of weight {1}': '处于权重 {1} 的 {0}%',
  'at {0}% ({1})': '处于 {0}%（{1}）',
  '{0} {1} of {2}': '{0} {1}/{2}',
  '{0} says {1}, was {2}': '{0} 显示 {1}，原为 {2}',
  '{0}, was {1}': '{0}，原为 {1}',
  '{0} is not known': '{0} 的状态未知',
} as const;
