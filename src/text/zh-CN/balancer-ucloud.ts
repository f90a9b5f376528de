/** UCloud's ULB. */
export const ucloudUlb = {
  'UCloud accepted "{0}" for {1}, but shows {2}.': 'UCloud 接受了对 {1} 的设置“{0}”，但实际显示为 {2}。',
  'UCloud accepted "{0}" for {1}, but shows {2}. UCloud changes none in a vserver of main and backup nodes.':
    'UCloud 接受了对 {1} 的设置“{0}”，但实际显示为 {2}。UCloud 不会修改主备算法的 VServer 中的节点。',
  '"{0}" is no state for {1}: ready and drain are.':
    '“{0}”不是 {1} 可用的状态：可用的是 `ready` 和 `drain`。',
  "Weight {0} of {1} can't be set: UCloud does not tell its weight, so none can be set and checked.":
    '无法设置 {1} 的权重 {0}：UCloud 不返回它的权重，设置后无法核对。',
  "Weight {0} of {1} can't be set: out of range: UCloud takes {2} to {3}; to take a member out, drain it.":
    '无法设置 {1} 的权重 {0}：超出范围，UCloud 接受 {2} 到 {3}；要摘除成员，请对它摘流。',
  '{0}% of {1} means nothing: UCloud knows no configured weight; give a number from {2} to {3}.':
    '{1} 的 {0}% 没有意义：UCloud 没有配置权重；请给出 {2} 到 {3} 之间的数值。',

  'there is no such vserver any more': '该 VServer 已不存在',
  'there is no such backend any more': '该后端节点已不存在',
  'it failed over there for now': '对方暂时处理失败',
  'there is no such load balancer any more': '该负载均衡实例已不存在',
  'there is no such resource any more': '该资源已不存在',
  'weight not told': '未返回权重',

  'UCloud has no {0} {1} for {2}; there is none.': 'UCloud 中没有 {2} 所指的 {0} {1}；一个也没有。',
  'UCloud has no {0} {1} for {2}: {3}.': 'UCloud 中没有 {2} 所指的 {0} {1}；现有：{3}。',
  '{0} {1}s answer to {2} for {3}; name one of them by its id: {4}.':
    '{3} 中有 {0} 个 {1} 都叫 {2}；请用 ID 指明其中一个：{4}。',
  'its top': '最外层',
  "The backends of {0} can't be read at {1}.": '无法解析 {0} 的后端节点，位置 {1}。',
  "{0} is no pool of UCloud's: write PROVIDER/ULB/VSERVER.":
    '{0} 不是 UCloud 的后端池：请写成 `PROVIDER/ULB/VSERVER`。',
  "UCloud's list of ULBs for {0} does not end.": 'UCloud 为 {0} 返回的 ULB 列表没有尽头。',
} as const;
