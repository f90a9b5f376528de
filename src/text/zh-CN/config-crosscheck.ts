/** What does not fit together in a file. */
export const configCrosscheck = {
  'is neither in `people` nor in `groups`': '在 `people` 和 `groups` 中都不存在',
  'asks for more approvals than there are people to give them ({0})':
    '要求的批准人数多于有权批准的人数（{0}）',
  'means nothing without `onCall`': '没有 `onCall` 时不起作用',
  'its one host': '仅有的 1 台主机',
  'its {0} hosts': '其 {0} 台主机',
  'must be `0`, said explicitly: the cluster has one host, and serves nothing while that one deploys':
    '必须明确写成 `0`：该集群只有一台主机，部署时将没有主机提供服务',
  'never lets one of {0} out; at most {1} can stay in service during a rollout':
    '按此设置，{0}一台也无法摘除；发布期间最多只能要求 {1} 台在线',
  'never lets one of {0} out': '按此设置，{0}一台也无法摘除',
  'takes {0} at once; a canary is fewer': '会一次覆盖{0}；金丝雀应少于这个数量',
  'means nothing without a `canary`': '没有 `canary` 时不起作用',
  "has no `verify`: only the load balancer's own check tells a bad release":
    '没有配置 `verify`：只能靠负载均衡自身的健康检查发现有问题的版本',
  'has nobody who may use it: give people their DingTalk user ids': '没有人可以使用：请为人员配置钉钉用户 ID',
  'sends the secret unencrypted; use https://': '会以明文发送密钥；请使用 https://',
  'means nothing without `chat.dingtalk`': '没有 `chat.dingtalk` 时不起作用',
  'has the same name as hosts[{0}]; each host is named once in a cluster':
    '与 `hosts[{0}]` 重名；同一集群中每台主机只能写一次',
  "is none of the cluster's pools": '不是该集群的后端池',
  "is a member of none of the cluster's pools; a rollout could not take it out":
    '不是该集群任何后端池的成员；发布时无法将其摘除',
  'is the same member of pools[{0}] as {1}': '与 {1} 是 `pools[{0}]` 中的同一个成员',
  'are in a Redis, which is for several processes on one database, and the embedded one has a single process; give `store` the `url` of a PostgreSQL, or leave `locks` out':
    '配置在 Redis 中，而 Redis 适用于多个进程共用一个数据库的情况，内嵌数据库只有一个进程；请在 `store` 中填写 PostgreSQL 的 `url`，或去掉 `locks`',
  'is none of the clusters': '不是已配置的集群',
  'is a login of `{0}` too; each login belongs to one person, once':
    '也是 `{0}` 的登录名；每个登录名只能属于一个人，且只写一次',
  'is a Slack id of `{0}` too; each Slack id belongs to one person, once':
    '也是 `{0}` 的 Slack ID；每个 Slack ID 只能属于一个人，且只写一次',
  'is a DingTalk id of `{0}` too; each DingTalk id belongs to one person, once':
    '也是 `{0}` 的钉钉用户 ID；每个钉钉用户 ID 只能属于一个人，且只写一次',
  "is a person's name too; `access` could not tell one from the other": '与人员重名；`access` 将无法区分二者',
  'is a group, and a group holds people; name its people':
    '是一个组，而组的成员只能是人员；请直接写出这些人员',
  'is not in `people`': '不在 `people` 中',
  'is in no known provider': '不属于任何已配置的负载均衡',
  'is named twice; name each pool once': '重复出现；每个后端池只写一次',
  "has none of the cluster's hosts; leave the pool out, or a host's `false` for it":
    '不包含该集群的任何主机；请去掉这个后端池，或去掉主机中针对它的 `false`',
  "has nobody who may use it: give people their Slack ids, or groups a Slack user group's":
    '没有人可以使用：请为人员配置 Slack ID，或为组配置 Slack 用户组的 ID',
  'sends the tokens unencrypted; use https://': '会以明文发送 token；请使用 https://',
  'means nothing without `chat.slack`': '没有 `chat.slack` 时不起作用',
} as const;
