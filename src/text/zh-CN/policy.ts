/** What src/policy decides, with its reasons. */
export const policy = {
  'only {0} may see {1}': '只有 {0、} 可以查看 {1}',
  'only {0} may deploy to {1}': '只有 {0、} 可以向 {1} 发布',
  'only {0} may change members of {1}': '只有 {0、} 可以更改 {1} 的成员',
  'only {0} may approve for {1}': '只有 {0、} 可以批准 {1} 的发布',
  "{0}; the chat can't be asked just now who is in {1}": '{0}；当前无法向聊天平台查询 {1、} 里有谁',
  'you approved this already; {0} needs {1} people': '您已经批准过；{0} 需要 {1} 人批准',
  'a second person has to approve for {0}: you asked for this one':
    '{0} 的操作须由另一人批准：这次是您自己发起的',
  '{0} has {1} of {2} members in service and must keep {3}':
    '{0} 的 {2} 个成员中有 {1} 个在线，须保留 {3} 个',
  '{0} has {1} members out and may have {2}': '{0} 已有 {1} 个成员不在线，最多允许 {2} 个',
} as const;
