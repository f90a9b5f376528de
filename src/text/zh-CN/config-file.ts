/** The sections of a file, and what a cluster is made of. */
export const configFile = {
  'must be a list of pools': '必须是后端池的列表',
  'must name at least one of its pools': '至少要有一个后端池',
  'Where its hosts take traffic: `PROVIDER/NAME` or a mapping. Hosts are drained in this order, restored in reverse.':
    '其主机承接流量的后端池：`PROVIDER/NAME` 或映射。按此顺序摘流，按相反顺序恢复。',
  'must be a list of hosts': '必须是主机的列表',
  'must name at least one of its hosts': '至少要有一台主机',
  'Its hosts, in the order in which they are rolled: names or mappings.':
    '其主机，按发布顺序排列：名称或映射。',
  'How a release gets onto a host.': '版本如何部署到主机上。',
  'Probes that a host must pass, in order, before it goes back into its pools.':
    '主机恢复到后端池之前必须依次通过的探测。',
  'How a rollout goes over the hosts.': '发布如何在各主机上推进。',
  'Who may do what: names of `people` and of `groups`.': '谁可以做什么：填写 `people` 和 `groups` 中的名称。',
  'Where its rollouts and overrides are told, whoever asks for them from wherever.':
    '其发布和临时摘除在哪里通知，不论由谁、从哪里发起。',
  'must be a name of letters, digits, `.`, `_` and `-`, and not look like the id of a rollout (`r12`) or an override (`o5`)':
    '必须是由字母、数字、`.`、`_` 和 `-` 组成的名称，且不能与发布的编号（`r12`）或临时摘除的编号（`o5`）形式相同',
  "The clusters, by name: each one's hosts serve one service and are rolled together.":
    '集群，以名称为键：同一集群的主机提供同一个服务，一起发布。',
  'must be `embedded`, or a mapping with the PostgreSQL `url`':
    '必须是 `embedded`，或带有 PostgreSQL `url` 的映射',
  'PostgreSQL: `postgres://USER:PASSWORD@HOST/DATABASE`, best from a variable or a file.':
    'PostgreSQL：`postgres://USER:PASSWORD@HOST/DATABASE`，建议取自变量或文件。',
  '`embedded` (in `dataDir`, nothing to install), or a PostgreSQL database.':
    '`embedded`（保存在 `dataDir` 中，无需安装），或一个 PostgreSQL 数据库。',
  'Where cluster locks live, and where processes know of each other: `store`, or a Redis; that needs a PostgreSQL `store`, which keeps a copy of the locks.':
    '集群锁保存在哪里、各进程通过哪里互相感知：`store` 或 Redis；使用 Redis 时，`store` 必须是 PostgreSQL，其中保留一份锁的副本。',
  "`rollout chat` and `rollout exec` on the bot's machine.":
    '机器人所在机器上的 `rollout chat` 和 `rollout exec`。',
  'The connection to Slack.': '到 Slack 的连接。',
  'The connection to DingTalk; beside Slack, if you like.': '到钉钉的连接；可以与 Slack 同时使用。',
  'Where people talk to the bot.': '大家在哪里与机器人对话。',
  'a folder': '一个目录',
  "Holds the embedded database and the bot's local socket; relative to this file.":
    '存放内嵌数据库和机器人的本地套接字；相对于本文件所在目录。',
  'A plan that nobody approved for this long is dropped.': '计划超过该时长仍无人批准，即作废。',
  'In which language the bot speaks, where no channel or person has another one.':
    '机器人使用的语言，频道或个人另有设置的除外。',
  'must be a pool written PROVIDER/NAME, such as `lb1/web`, or a mapping with `provider` and `name`':
    '必须是写作 PROVIDER/NAME 的后端池，如 `lb1/web`，或带有 `provider` 和 `name` 的映射',
  "must be a provider's name": '必须是负载均衡的名称',
  'One of `providers`.': '`providers` 中的一个。',
  "must be a pool's name without spaces": '必须是不含空格的后端池名称',
  "The load balancer's own name for it: a HAProxy backend, for instance; each kind's README says how its pools are called.":
    '它在负载均衡中的名称，例如 HAProxy 的 `backend`；各类型的 `README` 中有后端池的命名说明。',
  "must be a member's name without spaces; `{host}` in it is the host's name":
    '必须是不含空格的成员名称；其中的 `{host}` 是主机名',
  "a member's name": '成员名称',
  "What the hosts are called in this pool; `{host}` in it is the host's name. A list where each host is in it on several ports.":
    '主机在该后端池中的名称；其中的 `{host}` 是主机名。如果每台主机以多个端口加入，请写成列表。',
  "must be a member's name without spaces": '必须是不含空格的成员名称',
  'must be a list of names': '必须是名称的列表',
  'must name at least one of its names': '至少要有一个名称',
  'must be a name, a list of names, or `false`': '必须是名称、名称的列表或 `false`',
  "must be a member's name, a list of them, or `false` for “not in this pool”":
    '必须是成员名称、其列表，或表示“不在该后端池中”的 `false`',
  'must be a host name of letters, digits, `.`, `_` and `-`':
    '必须是由字母、数字、`.`、`_` 和 `-` 组成的主机名',
  'What the host is called in commands and messages.': '主机在命令和消息中的名称。',
  'must be a host name or IP address': '必须是主机名或 IP 地址',
  'the name': '主机名',
  'What SSH and probes connect to.': 'SSH 和探测所连接的地址。',
  'must be a pool written PROVIDER/NAME': '必须是写作 PROVIDER/NAME 的后端池',
  'the name, in every pool': '各后端池中均为主机名',
  "By pool (PROVIDER/NAME): the member's name there, or `false` where the host is not in that pool.":
    '以后端池（PROVIDER/NAME）为键：在其中的成员名称；如果该主机不在该后端池中，则为 `false`。',
  'Where this host differs from `deploy.ssh`.': '该主机与 `deploy.ssh` 不同之处。',
  "must be a host's name, or a mapping with `name`, `address`, `members` and `ssh`":
    '必须是主机名，或带有 `name`、`address`、`members` 和 `ssh` 的映射',
} as const;
