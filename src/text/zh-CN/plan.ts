/** What src/plan says: why there is no plan, and what is to be known before it is approved. */
export const plan = {
  canary: '金丝雀',
  'batch {0}': '第 {0} 批',
  '{0} must keep {1} of its {2} members in service, so none may be taken out: lower strategy.minInService or add members':
    '{0} 的 {2} 个成员中须有 {1} 个在线，因此一个也不能摘除：请调低 strategy.minInService，或增加成员',
  '{0} must keep {1} of its {2} members in service, so no host with its {3} of them may be taken out: lower strategy.minInService or add members':
    '{0} 的 {2} 个成员中须有 {1} 个在线，而一台主机占 {3} 个，因此不能摘除：请调低 strategy.minInService，或增加成员',
  '{0} has no member {1} for {2}: add it there, or correct hosts in the config':
    '{0} 中没有 {2} 的成员 {1}：请在那里添加，或更正配置中的 `hosts` 一节',
  "{0} has {1} members named {2}: which one is {3} can't be told":
    '{0} 中有 {1} 个成员名为 {2}：无法判断哪个是 {3}',

  '{0} is out by {1} ({2}) and will be left alone while it is.':
    '{0} 已由 {1} 摘除（{2}），在此期间不会动它。',
  '{0} is held out of {1} by an earlier rollout; it will get back {2}.':
    '{0} 被之前的发布从 {1} 摘除；届时将恢复为 {2}。',
  '{0} is in {1} in {2}; it is deployed to and stays so.':
    '{0} 在 {2} 中处于 {1} 状态；会向它发布，状态保持不变。',
  '{0} has weight 0 in {1}; it is deployed to and keeps it.':
    '{0} 在 {1} 中权重为 0；会向它发布，权重保持不变。',
  '{0} sees {1} down.': '{0} 探测到 {1} 不健康。',
  '{0} sees {1} unknown.': '{0} 无法确定 {1} 是否健康。',
  'Batches of {0} are taken {1} at a time: {2} keeps at least {3} of {4} members in service.':
    '每批 {0} 台，但一次只能摘除 {1} 台：{2} 的 {4} 个成员中至少保持 {3} 个在线。',
  '{0}: on {1} already.': '{0、}：已是 {1}。',
} as const;
