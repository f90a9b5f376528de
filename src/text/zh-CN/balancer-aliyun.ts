/** Aliyun's SLB. */
export const aliyun = {
  'Aliyun accepted weight {0} for {1}, but shows weight {2}.':
    '阿里云接受了对 {1} 设置的权重 {0}，但实际显示权重为 {2}。',
  '{0} was taken out of its group while its weight was set.': '设置权重时，{0} 已被移出其服务器组。',
  'The load balancer {0} of {1} is locked, as it is for overdue payments: it takes no changes.':
    '{1} 的负载均衡实例 {0} 已被锁定（例如因欠费），无法修改。',

  '{0} vserver groups have the name of the one in {1}: {2}. Use an id.':
    '有 {0} 个虚拟服务器组与 {1} 中的同名：{2}。请改用 ID。',
  'The group of {0} is a master-slave group, whose servers have roles instead of weights: use a vserver group.':
    '{0} 的服务器组是主备服务器组，其中的服务器只有角色、没有权重：请改用虚拟服务器组。',
  'The load balancer of {0} has no such vserver group; it has {1}.':
    '{0} 的负载均衡实例没有这个虚拟服务器组；现有：{1}。',
  'The load balancer of {0} has no such vserver group; it has none.':
    '{0} 的负载均衡实例没有这个虚拟服务器组；它一个虚拟服务器组也没有。',
  '{0} load balancers have the name of the one in {1}: {2}. Use an id.':
    '有 {0} 个负载均衡实例与 {1} 中的同名：{2}。请改用 ID。',
  'The region has no load balancer with the id or name "{0}", as in {1}.':
    '该地域没有 ID 或名称为“{0}”的负载均衡实例（见 {1}）。',
  'The region has no load balancer with the id or name "{0}", as in {1}; it has {2}.':
    '该地域没有 ID 或名称为“{0}”的负载均衡实例（见 {1}）；现有：{2}。',
  '"{0}" is no pool of an SLB: it is written LB, or LB/GROUP for a vserver group.':
    '“{0}”不是 SLB 的后端池：请写成 `LB`，虚拟服务器组则写成 `LB/GROUP`。',

  '{0} is {1} members: {2}. Say which.': '{0} 对应 {1} 个成员：{2}。请指明是哪一个。',
  'There is no {0}; its group has {1}.': '没有 {0}；其服务器组中有：{1}。',
  'no members': '没有成员',
  'unhealthy at {0}': '在 {0} 上健康检查异常',
  'no listener forwards to it': '没有监听转发到它',
  'its instance is {0}': '其实例状态为 {0}',
  'its load balancer is {0}': '其负载均衡实例状态为 {0}',

  'Weight {0} of {1} is out of range: SLB takes whole numbers from 0 to {2}.':
    '{1} 的权重 {0} 超出范围：SLB 接受 0 到 {2} 的整数。',
  '"{0}" is no state for {1}: SLB has only weights, and 0 is drained.':
    '“{0}”不是 {1} 可用的状态：SLB 只有权重，0 即为摘流。',
  '{0}% is no weight for {1}: SLB knows no configured weight beside the present one.':
    '{0}% 不能作为 {1} 的权重：SLB 除当前权重外没有配置权重。',
} as const;
