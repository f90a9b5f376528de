/** F5's BIG-IP, by REST and SOAP. */
export const f5 = {
  '{0} are both active, and only one of them serves the pools: make each a provider of its own.':
    '{0} 都处于 `active`，而只有一台在为后端池服务：请把它们分别配置为单独的 `provider`。',
  '{0} has no active unit now: {1}.': '{0} 目前没有 `active` 的设备：{1}。',
  '{0} has no active unit now: {1}; name both units of the pair as its addresses.':
    '{0} 目前没有 `active` 的设备：{1}；请把主备两台设备都写入 `addresses`。',
  '{0} failed over to {1} while "{2}" was set for {3}: it has to be set there too.':
    '为 {3} 设置“{2}”时，{0} 切换到了 {1}：那里也需要设置。',
  'BIG-IP accepted "{0}" for {1}, but shows {2}, priority group {3}.':
    'BIG-IP 接受了对 {1} 的设置“{0}”，但实际显示为 {2}，优先级组 {3}。',
  'Weight {0} of {1} is out of range: BIG-IP takes a ratio of {2} to {3}.':
    '{1} 的权重 {0} 超出范围：BIG-IP 接受 {2} 到 {3} 的 `ratio`。',
  'BIG-IP keeps no configured weight of {0} that {1}% could be of.':
    'BIG-IP 没有 {0} 的配置权重，无法按 {1}% 计算。',
  'its node {0} is disabled': '其节点 {0} 已禁用',
  'config sync: {0}': '配置同步：{0}',
  '{0} can\'t be the name of a pool: "web", "PARTITION/web" and "/PARTITION/FOLDER/web" can.':
    '{0} 不能作为后端池的名称：可以是 `web`、`PARTITION/web` 或 `/PARTITION/FOLDER/web`。',
  'BIG-IP knows no member {0}.': 'BIG-IP 中没有成员 {0}。',
  '{0} members answer to {1}: {2}. Say which one.': '有 {0} 个成员都叫 {1}：{2}。请指明是哪一个。',

  'status {0}': '状态码 {0}',
  '"{0}" (status {1})': '“{0}”（状态码 {1}）',
  '{0} refused for {1}: {2}.': '{0} 拒绝了对 {1} 的操作：{2}。',
  '{0} refused for {1}: {2}. Is the password right, and has the user the role "manager" in that partition?':
    '{0} 拒绝了对 {1} 的操作：{2}。密码是否正确？该用户在该分区是否有 `manager` 角色？',
  '{0} refused for {1}: "{2}".': '{0} 拒绝了对 {1} 的操作：“{2}”。',
  'its beginning': '开头',
  "The answer of {0} about {1} can't be read at {2}: {3}.": '无法解析 {0} 关于{1}的应答，位置 {2}：{3}。',
  "The answer of {0} to {1} for {2} can't be read at {3}: {4}.":
    '无法解析 {0} 对 {2} 的 {1} 的应答，位置 {3}：{4}。',
  "The answer of {0} to {1} for {2} can't be read as it is no answer to that.":
    '无法解析 {0} 对 {2} 的 {1} 的应答，它并不是对该请求的应答。',

  '{0} of {1} is not trusted: {2}, and `tls.fingerprint` names another one.':
    '{1} 的 {0} 不受信任：{2}，与 `tls.fingerprint` 中的不一致。',
  'The certificate of {0} of {1} is not trusted: {2}. `tls` can name its CA, or its fingerprint.':
    '{1} 的 {0} 的证书不受信任：{2}。可以在 `tls` 中配置其 CA 或指纹。',
  "{0} of {1} can't be reached: {2}.": '无法连接 {1} 的 {0}：{2}。',
  'it does not speak TLS as expected ({0})': '其 TLS 与预期不符（{0}）',
  "the CA file {0} can't be read": '无法读取 CA 文件 {0}',
  'it shows a certificate with the SHA-256 fingerprint {0}': '其证书的 `SHA-256` 指纹为 {0}',
  '{0} of {1} gave no answer to {2} within {3} ms.': '{1} 的 {0} 在 {3} 毫秒内没有应答：{2}。',
  '{0} of {1} gave no answer to {2} of {3} within {4} ms.': '{1} 的 {0} 在 {4} 毫秒内没有应答：{3} 的{2}。',
  'a change': '修改',
  'a login': '登录',
  'a logout': '注销',
  'the members': '成员',
  'the statistics': '统计数据',
  'the statistics of {0}': '{0} 的统计数据',
  'its failover-status': '主备状态',
  'its sync-status': '同步状态',

  '{0} of {1} does not accept the user "{2}" with this password.': '{1} 的 {0} 不接受用户“{2}”的这个密码。',
  '{0} of {1} gives "{2}" no more tokens: too many are in use. They expire within 20 minutes; `auth: basic` needs none.':
    '{1} 的 {0} 不再给“{2}”发放 token：在用的太多了。它们会在 20 分钟内过期；`auth: basic` 不需要 token。',
  '{0} of {1} gives no tokens: it is still starting, or too old for them. `auth: basic` needs none.':
    '{1} 的 {0} 不发放 token：它还在启动，或版本太旧。`auth: basic` 不需要 token。',
  '{0} gives no connections for {1} of {2}.': '{0} 没有给出 {2} 的 {1} 的连接数。',
  '{0} of {1} does not say {2}.': '{1} 的 {0} 没有给出{2}。',
  '{0} is not in partition Common, where BIG-IP 9 and 10 are used.':
    '{0} 不在分区 `Common` 中，而 BIG-IP 9 和 10 只使用该分区。',
  '{0} does not say everything of the members of {1}: the pool may just have changed.':
    '{0} 没有给出 {1} 全部成员的信息：后端池可能刚刚变动过。',
  '{0} of {1} says its version as "{2}": that is no BIG-IP.': '{1} 的 {0} 报告的版本为“{2}”：它不是 BIG-IP。',
} as const;
