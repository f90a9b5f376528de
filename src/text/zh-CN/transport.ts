/** SSH, Redis, and commands on this machine. */
export const transport = {
  'this machine': '本机',
  'this process': '本进程',
  '{0} is no longer in the config': '{0} 已不在配置中',
  '/bin/sh could not be started on this machine: {0}': '无法在本机启动 `/bin/sh`：{0}',
  'A text with a NUL character cannot be given to a shell.': '含有 `NUL` 字符的文本无法交给 `shell`。',
  "{0} cannot be a variable's name (letters, digits and _, no digit first, none of the names that the shell keeps for itself).":
    '{0} 不能作为变量名（只能包含字母、数字和 _，不能以数字开头，也不能是 `shell` 保留的名称）。',
  'The variable {0} holds a NUL or more than 100 KiB.': '变量 {0} 含有 `NUL` 字符，或超过 100 KiB。',

  'The connection to {0} was closed.': '到 {0} 的连接已关闭。',
  "The certificates for {0} can't be read from {1}.": '无法从 {1} 读取 {0} 的证书。',
  '{0} failed: {1}': '{0} 失败：{1}',
  'the connection broke': '连接中断',
  '{0} does not let the bot in: {1}.': '{0} 不允许机器人访问：{1}。',
  '{0} refused: {1}.': '{0} 拒绝：{1}。',
  '{0} is not reachable: {1}.': '无法连接 {0}：{1}。',
  '{0} did not answer within {1} ms.': '{0} 在 {1} 毫秒内没有应答。',

  'The SSH key for {0} cannot be read: {1}.': '无法读取 {0} 的 SSH 密钥：{1}。',
  'the socket {0} (does something listen on it, and is AllowStreamLocalForwarding on?)':
    '套接字 {0}（是否有进程在监听它？`AllowStreamLocalForwarding` 是否已开启？）',
  'a connection to {0}:{1}': '到 {0}:{1} 的连接',
  '{0} could not be copied to {1} on {2}: {3}.': '无法把 {0} 复制到 {2} 的 {1}：{3}。',
  '{0} did not reach {1}:{2} within {3} ms.': '{0} 在 {3} 毫秒内没有连上 {1}:{2}。',
  '{0} did not finish the SSH handshake within {1} ms.': '{0} 在 {1} 毫秒内没有完成 SSH 握手。',
  '{0} stopped answering: {1} ms keep-alives were lost.': '{0} 不再应答：间隔 {1} 毫秒的心跳丢失。',
  '{0} is not reachable over SSH: {1}.': '无法通过 SSH 连接 {0}：{1}。',
  '{0} was not opened with the key {1}: {2}.': '无法用密钥 {1} 登录 {0}：{2}。',
  '{0} was not opened with the keys of the SSH agent at {1}: {2}.':
    '无法用 {1} 的 `ssh-agent` 中的密钥登录 {0}：{2}。',
  '{0} did not accept the password: {1}.': '{0} 不接受该密码：{1}。',
  '{0} does not allow {1}: {2}.': '{0} 不允许{1}：{2}。',
  '{0} could not open {1}: {2}.': '{0} 无法打开{1}：{2}。',
  "{0} closed a command's channel without telling its end.": '{0} 关闭了命令的通道，没有告知其结果。',
  'the connection was closed': '连接已关闭',
  'it was closed on our side': '我方已关闭连接',

  "{0} presented {1}, but the config pins {2}. Nothing was sent to it. If the host's key was changed on purpose, put the new fingerprint into the config.":
    '{0} 出示的是{1}，而配置中固定的是 {2}。没有向它发送任何内容。如果主机密钥是有意更换的，请把新指纹写入配置。',
  'The host key of {0} cannot be checked, because {1} cannot be read: {2}. {3}':
    '无法核对 {0} 的主机密钥，因为无法读取 {1}：{2}。{3}',
  'a {0} key with the fingerprint {1}': '指纹为 {1} 的 {0} 密钥',
  'To trust the host, compare its fingerprint on the host itself (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), then run: {0}':
    '如要信任该主机，请先在主机上核对其指纹（`ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub`），然后执行：{0}',
  '{0} presented {1}, and {2} has no key for it. Nothing was sent to it. {3}':
    '{0} 出示的是{1}，而 {2} 中没有它的密钥。没有向它发送任何内容。{3}',
  "The host key of {0} is not the known one: it presented {1}, and {2} has {3}. Nothing was sent to it. Somebody may be in between, or the host was set up anew; in that case remove the old lines with: ssh-keygen -f {4} -R '{5}'. {6}":
    "{0} 的主机密钥与已知的不同：它出示的是{1}，而 {2} 中是 {3}。没有向它发送任何内容。可能存在中间人，也可能是主机重装过；如是重装，请用以下命令删除旧的行：`ssh-keygen -f {4} -R '{5}'`。{6}",
  '{0} presented {1}, which {2} marks as @revoked in line {3}. Nothing was sent to it. Give the host a new key, or remove that line if it is wrong.':
    '{0} 出示的是{1}，而 {2} 第 {3} 行把它标记为 `@revoked`。没有向它发送任何内容。请为主机更换密钥；如果该行有误，请删除它。',
  'host certificates (@cert-authority) are not supported': '不支持主机证书（`@cert-authority`）',
  'the marker {0} is not known': '未知的标记 {0}',
  'it has fewer than three fields': '不足三个字段',
  'the key is not of the type {0}': '密钥的类型不是 {0}',
} as const;
