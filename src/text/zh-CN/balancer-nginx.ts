/** nginx by its file, and NGINX Plus by its API. */
export const nginx = {
  '{0} has no weight beside its present one that {1}% could be of: give a number.':
    '{0} 除当前权重外没有配置权重，无法按 {1}% 计算：请给出数值。',
  'Weight {0} of {1} is out of range: nginx takes 1 to {2} here.':
    '{1} 的权重 {0} 超出范围：nginx 在此接受 1 到 {2}。',

  '{0} servers of the upstream answer to {1}: {2}.': '`upstream` 中有 {0} 个 `server` 都叫 {1}：{2}。',
  'The upstream has no server {0}; it has none.':
    '`upstream` 中没有 `server` {0}；其中一个 `server` 也没有。',
  'The upstream has no server {0}; it has {1}.': '`upstream` 中没有 `server` {0}；现有：{1}。',
  '{0} has no upstream {1}.': '{0} 中没有 `upstream` {1}。',
  '{0} has {1} upstreams {2}.': '{0} 中有 {1} 个 `upstream` 都叫 {2}。',
  '{0} has a server without an address.': '{0} 中有一个 `server` 没有地址。',
  '{0} has the weight "{1}", not one from 1 to {2}.': '{0} 的权重为“{1}”，不在 1 到 {2} 之间。',
  'end of file': '文件结尾',
  '{0} has Lua code ({1}) in line {2}: upstreams have to stand in a file without.':
    '{0} 第 {2} 行有 Lua 代码（{1}）：`upstream` 必须放在没有 Lua 代码的文件中。',
  '{0} has an unexpected "{1}" in line {2}.': '{0} 第 {2} 行出现了意外的“{1}”。',

  '{0} has no file {1} that the bot may see.': '{0} 上没有机器人可见的文件 {1}。',
  "The bot's user may not read {0} of {1}.": '机器人所用的用户无权读取 {1} 上的 {0}。',
  'nginx does not run on {0}: {1} names no master process that the bot may see.':
    '{0} 上的 nginx 没有运行：{1} 没有指向机器人可见的主进程。',
  '{0} has no command {1}, which the bot needs there.': '{0} 上没有机器人所需的命令 {1}。',
  'Another change of {0} is under way on {1}; nothing was changed.':
    '{1} 上正有另一处对 {0} 的修改在进行；未做任何修改。',
  "The bot's user may not replace {0} of {1}: {2}.": '机器人所用的用户无权替换 {1} 上的 {0}：{2}。',
  "{0} of {1} can't be replaced with its owner and mode kept; log in as its owner, or use `sudo`.":
    '无法在保留属主和权限的情况下替换 {1} 上的 {0}；请以其属主登录，或使用 `sudo`。',
  '{0} of {1} could not be written: {2}.': '无法写入 {1} 上的 {0}：{2}。',
  'The new content of {0} did not reach {1} whole; nothing was changed.':
    '{0} 的新内容没有完整传到 {1}；未做任何修改。',
  "The connections of nginx on {0} can't be counted in its /proc.":
    '无法从 {0} 的 `/proc` 统计 nginx 的连接数。',
  'nginx on {0} does not read {1}: no `include` of its configuration names it.':
    '{0} 上的 nginx 没有读取 {1}：其配置中没有 `include` 它。',
  "nginx on {0} took the order to reload {1}, but its old workers go on; the former content is back. Its error log tells why, unless {2} is another nginx's.":
    '{0} 上的 nginx 接受了重新加载 {1} 的命令，但旧的工作进程仍在运行；已恢复原内容。原因见其错误日志，除非 {2} 属于另一个 nginx。',
  'nginx on {0} refused its configuration, and {1} is as it was: "{2}"':
    '{0} 上的 nginx 拒绝了配置，{1} 已保持原样：“{2}”',
  '{0} does not let the bot use sudo without a password: "{1}"': '{0} 不允许机器人免密使用 `sudo`：“{1}”',
  'A script on {0} ended with {1}: "{2}"': '{0} 上的脚本以退出码 {1} 结束：“{2}”',
  '{0} of {1} was changed by somebody else {2} times in a row.': '{1} 上的 {0} 连续 {2} 次被别人修改。',
  'connections to its port on any host are counted, as its name does not resolve there':
    '其域名在那里无法解析，因此统计的是到任意主机上该端口的连接',
  'its connections can not be seen from nginx': '从 nginx 看不到它的连接',

  '{0} offers the versions {1} of its API; one of {2} to {3} is needed.':
    '{0} 提供的 API 版本为 {1}；需要 {2} 到 {3} 中的一个。',
  'the answer': '应答',
  "The API's answer about {0} can't be read at {1}: is it the NGINX Plus API?":
    '无法解析 API 关于 {0} 的应答，位置 {1}：它是 NGINX Plus API 吗？',
  '{0} gave no answer at {1} within {2} ms.': '{0} 在 {2} 毫秒内没有应答（{1}）。',
  "{0} can't be reached at {1}: {2}.": '无法连接 {0}（{1}）：{2}。',
  'nginx gave its servers new numbers at the moment in which {0} was changed: look at {1}, which was changed instead.':
    '修改 {0} 的瞬间 nginx 重新编号了 `server`：请检查 {1}，实际被修改的是它。',
  'NGINX Plus accepted "{0}" for {1}, but shows {2}.':
    'NGINX Plus 接受了对 {1} 的设置“{0}”，但实际显示为 {2}。',
  'NGINX Plus has no HTTP upstream with a `zone` for {0}.':
    'NGINX Plus 中没有 {0} 对应的带 `zone` 的 HTTP `upstream`。',
  'The server {0} was there a moment ago and is no more; nginx may have been reloaded.':
    '`server` {0} 刚才还在，现在没有了；可能是 nginx 重新加载了。',
  'There is no NGINX Plus API about {0} at that address.': '该地址上没有 {0} 的 NGINX Plus API。',
  'The NGINX Plus API about {0} no longer has the version that it had: start the bot again.':
    '{0} 的 NGINX Plus API 已不再支持原来的版本：请重新启动机器人。',
  'The upstream of {0} needs a `zone` to be changed while nginx runs.':
    '{0} 的 `upstream` 需要配置 `zone` 才能在 nginx 运行时修改。',
  'NGINX Plus does not take that weight for {0}.': 'NGINX Plus 不接受 {0} 的这个权重。',
  "The weight of {0} comes from DNS and can't be set.": '{0} 的权重来自 DNS，无法设置。',
  "The API may not change {0}: it needs `api write=on` in nginx's config.":
    'API 无权修改 {0}：需要在 nginx 配置中设置 `api write=on`。',
  'The API about {0} asks for a login, and the bot has none: let its address in.':
    '{0} 的 API 要求登录，而机器人没有账号：请放行机器人的地址。',
  "The API about {0} does not let the bot's address in.": '{0} 的 API 不允许机器人的地址访问。',
  'The address of the API about {0} takes no changes.': '{0} 的 API 地址不接受修改。',
  'A proxy in front of the API about {0} could not reach it.': '{0} 的 API 前面的代理无法连接到它。',
  'The API about {0} is not available now.': '{0} 的 API 目前不可用。',
  'A proxy in front of the API about {0} had no answer from it.': '{0} 的 API 前面的代理没有得到应答。',
  'The API refused for {0} with status {1}: "{2}"': 'API 拒绝了对 {0} 的操作，状态码 {1}：“{2}”',
} as const;
