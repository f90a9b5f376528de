/** The APIs of Aliyun and UCloud. */
export const cloud = {
  'There was no time left for {0} for {1} within {2} ms.': '在 {2} 毫秒内没来得及为 {1} 执行 {0}。',
  "Aliyun's reply to {0} for {1} can't be read at {2}.": '无法解析阿里云对 {1} 的 {0} 的响应，位置 {2}。',
  'The metadata service of this machine gives {0} no key for the RAM role "{1}" (HTTP {2}): the instance must have that role.':
    '本机的元数据服务没有为 {0} 提供 RAM 角色“{1}”的密钥（HTTP {2}）：实例必须绑定该角色。',
  'The metadata service of this machine, which has the key of {0}, does not answer: a RAM role can only be used on an ECS instance.':
    '提供 {0} 密钥的本机元数据服务没有应答：RAM 角色只能在 ECS 实例上使用。',
  'Aliyun does not accept the credentials for {0} ({1}): the access key must be active, its secret or token the right one.':
    '阿里云不接受 {0} 的凭证（{1}）：`AccessKey` 必须是启用状态，且其密钥或 token 正确。',
  "Aliyun refuses the time of requests for {0} ({1}): this machine's clock must be right to 15 minutes.":
    '阿里云拒绝了 {0} 的请求时间（{1}）：本机时钟误差不能超过 15 分钟。',
  'The credentials for {0} lack the RAM action {1}:{2} ({3}): add it to the policy of their user or role.':
    '{0} 的凭证缺少 RAM 权限 {1}:{2}（{3}）：请把它加入其用户或角色的权限策略。',
  'The endpoint used for {0} does not serve its region ({1}): check "region" and "endpoint".':
    '{0} 所用的接入点不支持其地域（{1}）：请检查 `region` 和 `endpoint`。',
  'Aliyun finds no address for the server of {0} ({1}): it is gone, or not running.':
    '阿里云找不到 {0} 的服务器的地址（{1}）：它已不存在，或没有运行。',
  'Aliyun did not get round to {0} for {1} within {2} ms ({3}).':
    '阿里云在 {2} 毫秒内没来得及处理 {1} 的 {0}（{3}）。',
  'Aliyun refused {0} for {1} ({2}): "{3}"': '阿里云拒绝了对 {1} 的 {0}（{2}）：“{3}”',
  '{0} gave no answer to {1} for {2} within {3} ms.': '{0} 在 {3} 毫秒内没有应答 {2} 的 {1}。',
  '{0} gave no answer to {1} for {2}: {3}.': '{0} 没有应答 {2} 的 {1}：{3}。',
  'it broke off, or is not from Aliyun': '响应中断，或不是来自阿里云',

  "What should be UCloud's API answered {0} for {1} with HTTP {2}: is the endpoint right?":
    '本应是 UCloud API 的地址对 {1} 的 {0} 返回了 HTTP {2}：接入点是否正确？',
  'UCloud answered {0} for {1} with something that is no whole answer.':
    'UCloud 对 {1} 的 {0} 返回的内容不完整。',
  'UCloud answered {0} for {1} with HTTP {2}.': 'UCloud 对 {1} 的 {0} 返回了 HTTP {2}。',
  'UCloud refused {0} for {1}: {2}, RetCode {3}.': 'UCloud 拒绝了对 {1} 的 {0}：{2}，`RetCode` {3}。',
  'UCloud refused {0} for {1}: RetCode {2}.': 'UCloud 拒绝了对 {1} 的 {0}：`RetCode` {2}。',
  'UCloud gave no answer to {0} for {1} within {2} ms.': 'UCloud 在 {2} 毫秒内没有应答 {1} 的 {0}。',
  "UCloud can't be reached with {0} for {1}: {2}.": '无法连接 UCloud 执行 {1} 的 {0}：{2}。',
  "UCloud's answer to {0} for {1} can't be read at {2}.": '无法解析 UCloud 对 {1} 的 {0} 的响应，位置 {2}。',

  'it gave up on it after 60 s, and whether it took effect is unknown': '对方在 60 秒后放弃，是否生效未知',
  'its gateway is out of order': '其网关故障',
  'the service is not available right now': '服务暂时不可用',
  'there were too many requests': '请求过多',
  'it found no action in it; does the endpoint change requests?':
    '请求中没有 `Action`；接入点是否改动了请求？',
  'it does not know the action; is the endpoint the right one?': '对方不认识该 `Action`；接入点是否正确？',
  'it found no signature in it; does the endpoint change requests?': '请求中没有签名；接入点是否改动了请求？',
  'the private key does not fit the public key, or the keys belong to another endpoint':
    '私钥与公钥不匹配，或密钥属于另一个接入点',
  'it does not know the public key': '对方不认识该公钥',
  'it does not know the token': '对方不认识该 token',
  'a parameter is missing': '缺少参数',
  'a parameter has a value that it does not take; is the region right?': '有参数的值不被接受；地域是否正确？',
  'a parameter has a value that is too large': '有参数的值过大',
  'there is no such project': '没有这个项目',
  'the account may not use this zone': '该账号无权使用此可用区',
  "the account's list of allowed addresses does not have the bot's": '该账号的 IP 白名单中没有机器人的地址',
  'its safety lock stands in the way': '被其安全锁阻止',
  'the keys lack the IAM permission for this action': '密钥缺少此操作的 `IAM` 权限',
} as const;
