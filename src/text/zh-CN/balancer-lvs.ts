/** LVS by way of ipvsadm. */
export const lvs = {
  'ipvsadm needs root on {0}: log in as root, or set `sudo: true`.':
    '{0} 上的 `ipvsadm` 需要 `root` 权限：请以 `root` 登录，或设置 `sudo: true`。',
  '{0} has no virtual service {1}.': '{0} 上没有虚拟服务 {1}。',
  'The ipvsadm of {0} does not take such a high weight.': '{0} 上的 `ipvsadm` 不接受这么高的权重。',
  'The kernel of {0} refuses a lower threshold above the upper one.':
    '{0} 的内核拒绝了高于上限的连接数下限。',
  'The kernel of {0} has no IPVS: load the module ip_vs there.':
    '{0} 的内核没有 IPVS：请在那里加载 `ip_vs` 模块。',
  '{0} lacks sudo, or has no ipvsadm where sudo looks for it.':
    '{0} 上没有 `sudo`，或 `sudo` 的查找路径中没有 `ipvsadm`。',
  'ipvsadm is not installed on {0}.': '{0} 上没有安装 `ipvsadm`。',
  'sudo on {0} does not let the bot run ipvsadm: its user needs "NOPASSWD: /sbin/ipvsadm" in sudoers.':
    '{0} 上的 `sudo` 不允许机器人运行 `ipvsadm`：需要在 `sudoers` 中为其用户加上 `NOPASSWD: /sbin/ipvsadm`。',
  'ipvsadm on {0} failed with exit code {1}: "{2}"': '{0} 上的 `ipvsadm` 失败，退出码 {1}：“{2}”',
  'The answer of {0} broke off: the command may or may not have taken effect.':
    '{0} 的应答中断：命令是否生效未知。',
  'ipvsadm on {0} accepted {1} for {2}, but shows {3}.':
    '{0} 上的 `ipvsadm` 接受了对 {2} 的设置（{1}），但实际显示为 {3}。',
  'its removal': '移除',
  'Somebody else keeps changing {0} on {1}: it was not the same twice in {2} looks.':
    '有人在不断修改 {1} 上的 {0}：查看 {2} 次，每次都不一样。',
  'On {0} this could not be done, on {1} it is: {2}': '{0} 上未能完成，{1} 上已完成：{2}',

  '{0} may be {1}: name it ADDRESS:PORT, each once.':
    '{0} 可能是 {1}：请用 `ADDRESS:PORT` 指明，每个只写一次。',
  '{0} is no real server of {1}: that has {2}. The config must name it ADDRESS:PORT.':
    '{0} 不是 {1} 的真实服务器：现有 {2}。配置中必须写成 `ADDRESS:PORT`。',
  '{0} is no real server of {1}: that has none. The config must name it ADDRESS:PORT.':
    '{0} 不是 {1} 的真实服务器：它一个也没有。配置中必须写成 `ADDRESS:PORT`。',
  '{0} is out of the table and has no weight: give it back first.': '{0} 已不在表中，没有权重：请先恢复它。',
  'LVS lists no real server {0}.': 'LVS 中没有真实服务器 {0}。',
  '{0} could not be put back into LVS: with `drainBy: removal` the config must call it {1}.':
    '{0} 将无法放回 LVS：使用 `drainBy: removal` 时，配置中必须写成 {1}。',
  'Nothing says how packets are forwarded to {0} (-g, -m or -i): add it to LVS by hand.':
    '无从得知如何向 {0} 转发数据包（`-g`、`-m` 或 `-i`）：请手动把它加入 LVS。',

  '{0} active': '{0} 个活动连接',
  '{0} inactive': '{0} 个非活动连接',
  '{0} does not answer': '{0} 没有应答',
  'persistent {0} s': '会话保持 {0} 秒',
  'persistent {0} s: known clients keep coming to it while drained (net.ipv4.vs.expire_quiescent_template is 0)':
    '会话保持 {0} 秒：摘流后老客户端仍会继续访问它（net.ipv4.vs.expire_quiescent_template 为 0）',
  'its removal cuts connections off (net.ipv4.vs.expire_nodest_conn is 1)':
    '移除它会切断连接（net.ipv4.vs.expire_nodest_conn 为 1）',
  'thresholds {0} and {1}': '连接数上下限 {0} 和 {1}',

  '{0} names no virtual service of {1}: write it as one of {2}.':
    '{0} 不是 {1} 的虚拟服务：请按以下格式之一书写：{2}。',
  'What ipvsadm prints for {0} can\'t be read: "{1}"': '无法解析 `ipvsadm` 对 {0} 的输出：“{1}”',
  'Weight {0} of {1} is out of range: LVS takes 0 to {2}.': '{1} 的权重 {0} 超出范围：LVS 接受 0 到 {2}。',
  "{0} can't be given back with {1}: LVS has only {2} here.": '无法以 {1} 恢复 {0}：LVS 在此只有 {2}。',
  'LVS knows no configured weight for {0}: say a number instead of {1}%.':
    'LVS 没有 {0} 的配置权重：请给出数值，而不是 {1}%。',
  'What was saved of {0} beside its weight makes no sense at "{1}".':
    '除权重外，为 {0} 保存的内容在“{1}”处不合理。',
} as const;
