/** How a release gets onto a host, and over SSH. */
export const configDeploy = {
  'must be text; put it in quotes': '必须是文本；请加引号',
  'Printed nowhere: {0}.': '内容不会在任何地方输出，可以写作：{0}。',
  'must be text (in quotes), or a mapping with `secret`': '必须是（加引号的）文本，或带有 `secret` 的映射',
  'Text, or a mapping for what is printed nowhere:': '文本；不应输出的内容则写成映射：',
  'a file or folder': '一个文件或目录',
  "File or folder on the bot's machine; `{release}` and `{host}` are replaced, here and in `to`.":
    '机器人所在机器上的文件或目录；此处和 `to` 中的 `{release}` 和 `{host}` 会被替换。',
  'the file or folder on the host': '主机上的文件或目录',
  'Where it goes on the host; it appears there whole or not at all.':
    '在主机上的目标位置；要么完整出现，要么不出现。',
  'Runs the commands on each host, logged in like this.': '以此方式登录每台主机并执行命令。',
  'must be `true`': '必须是 `true`',
  "Instead of `ssh`: runs the commands on the bot's own machine, once per host (an Ansible play, say).":
    '代替 `ssh`：在机器人所在机器上执行命令，每台主机执行一次（例如 Ansible 的剧本）。',
  'Copied to the host before the commands run.': '在执行命令之前复制到主机。',
  'must be a list of commands (shell text)': '必须是 `shell` 命令的列表',
  'must name at least one of its commands (shell text)': '至少要有一条 `shell` 命令',
  "Run in order; the first that fails ends the host's deploy. They see `$ROLLOUT_ID`, `$ROLLOUT_CLUSTER`, `$ROLLOUT_HOST`, `$ROLLOUT_ADDRESS`, `$ROLLOUT_RELEASE`, `$ROLLOUT_PREVIOUS` and `$ROLLOUT_REQUESTER`. Needed unless there is an `upload`.":
    '依次执行；任何一条失败，该主机的部署即告结束。命令中可以使用 `$ROLLOUT_ID`、`$ROLLOUT_CLUSTER`、`$ROLLOUT_HOST`、`$ROLLOUT_ADDRESS`、`$ROLLOUT_RELEASE`、`$ROLLOUT_PREVIOUS` 和 `$ROLLOUT_REQUESTER`。没有 `upload` 时必须填写。',
  'shell text': '一条 `shell` 命令',
  'the commands': '同部署命令',
  'What `restart CLUSTER` runs instead of the commands.': '`restart CLUSTER` 执行的命令，用来代替部署命令。',
  "the bot's own record": '机器人自己的记录',
  'Prints the release that runs on the host now.': '输出主机上当前运行的版本。',
  "For one host's upload and commands together.": '一台主机的上传和命令合计的时限。',
  "must be a variable's name (letters, digits and `_`); `ROLLOUT_…` are the bot's own, and IFS, UID, PPID and OPTIND the shell's":
    '必须是变量名（字母、数字和 `_`）；`ROLLOUT_…` 为机器人专用，`IFS`、`UID`、`PPID` 和 `OPTIND` 为 `shell` 专用',
  'More variables for the commands.': '供命令使用的其他变量。',
  'has nothing to do: give it `commands`, an `upload`, or both':
    '没有可做的事：请填写 `commands`、`upload`，或两者都写',
  'Where its SSH server listens.': '其 SSH 服务监听的端口。',
  'a known_hosts file': '一个 `known_hosts` 文件',
  "OpenSSH's list of trusted host keys. An unknown or changed key is refused, never asked about.":
    'OpenSSH 的可信主机密钥列表。未知或有变动的密钥一律拒绝，不会询问。',
  'must be a fingerprint as `ssh-keygen -l` prints it (`SHA256:` and 43 characters)':
    '必须是 `ssh-keygen -l` 输出的指纹（`SHA256:` 加 43 个字符）',
  'Instead of `knownHosts`: the one host key that is trusted.': '代替 `knownHosts`：唯一信任的主机密钥。',
  "Who to log in as; nothing is guessed from the bot's own user.":
    '登录用户；不会根据运行机器人的用户来推断。',
  'a private key': '私钥文件',
  'Private key to log in with, unless `agent` or `password` is given.':
    '登录用的私钥；填写了 `agent` 或 `password` 时除外。',
  'Opens the key.': '用于解开私钥。',
  "`true` for the agent at `$SSH_AUTH_SOCK`, or the path of an agent's socket.":
    '`true` 表示使用 `$SSH_AUTH_SOCK` 处的 `ssh-agent`，也可以是 `ssh-agent` 套接字的路径。',
  'Password to log in with.': '登录密码。',
  'For a connection to stand, login included.': '建立连接的时限，包括登录。',
  'A connection that stays silent this long is asked whether it lives.':
    '连接静默超过该时长后，会探查其是否存活。',
  'has a `passphrase`, which only opens a `key`': '有 `passphrase`，而它只用于解开 `key`',
  'Name or address of the machine.': '机器的名称或地址。',
  'Another SSH host to go through; it has the same keys, except `jump`.':
    '需要经过的另一台 SSH 主机；其配置项与此相同，但没有 `jump`。',
  'as `deploy.ssh`': '同 `deploy.ssh`',
  "Where this host's SSH server listens.": '该主机的 SSH 服务监听的端口。',
  'Who to log in as on this host.': '登录该主机的用户。',
} as const;
