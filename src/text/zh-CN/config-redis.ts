/** What is wrong with the URL of a Redis, and how one is written. */
export const configRedis = {
  '`redis://[USER:PASSWORD@]HOST[:PORT][/DB]`, `redis+sentinel://HOST[:PORT],…/MASTER[/DB]` or `redis+cluster://HOST[:PORT],…`, with `rediss` instead of `redis` for TLS; special characters in USER and PASSWORD are percent-encoded':
    '`redis://[USER:PASSWORD@]HOST[:PORT][/DB]`、`redis+sentinel://HOST[:PORT],…/MASTER[/DB]` 或 `redis+cluster://HOST[:PORT],…`，使用 TLS 时把 `redis` 换成 `rediss`；`USER` 和 `PASSWORD` 中的特殊字符要做百分号编码',
  'must be a Redis URL: {0}': '必须是 Redis 的 URL：{0}',
  'must be `redis+sentinel://…` or `redis+cluster://…` where it names several hosts':
    '写有多个主机时，必须是 `redis+sentinel://…` 或 `redis+cluster://…`',
  'must be a Redis URL whose hosts are each HOST or HOST:PORT: {0}':
    '必须是 Redis 的 URL，其中每个主机写作 `HOST` 或 `HOST:PORT`：{0}',
  'must be a Redis URL with `USER:PASSWORD@` or `:PASSWORD@` before its host':
    '必须是主机前带有 `USER:PASSWORD@` 或 `:PASSWORD@` 的 Redis URL',
  'must be a Redis URL whose password is not empty, or without one': '必须是密码不为空或不带密码的 Redis URL',
  'must be a Redis URL in which every `%` stands before two hexadecimal digits':
    '必须是 Redis 的 URL，其中每个 `%` 后面都是两位十六进制数字',
  'must be `redis+sentinel://HOST[:PORT],…/MASTER[/DB]`, where MASTER is the name that the sentinels know':
    '必须是 `redis+sentinel://HOST[:PORT],…/MASTER[/DB]`，其中 `MASTER` 是哨兵所用的主节点名',
  'must be `redis+cluster://…` without a database: a cluster has none':
    '必须是不带数据库编号的 `redis+cluster://…`：Redis 集群不分数据库',
  'must be a Redis URL whose database is a number: `…/0`': '必须是以数字为数据库编号的 Redis URL：`…/0`',
  'must be a Redis URL without `?`; only `redis+sentinel://` takes `?sentinelPassword=…`':
    '必须是不带 `?` 的 Redis URL；只有 `redis+sentinel://` 可以带 `?sentinelPassword=…`',
  'must be `store`, or a mapping with the `url` of a Redis': '必须是 `store`，或带有 Redis `url` 的映射',
  'Redis: `redis://:PASSWORD@HOST:6379`, `redis+sentinel://HOST:26379,HOST:26379/MASTER` or `redis+cluster://HOST:6379,HOST:6379`; `rediss…` for TLS. Best from a variable or a file.':
    'Redis：`redis://:PASSWORD@HOST:6379`、`redis+sentinel://HOST:26379,HOST:26379/MASTER` 或 `redis+cluster://HOST:6379,HOST:6379`；使用 TLS 时写 `rediss…`。建议取自变量或文件。',
  'a file of certificates': '证书文件',
  "the system's": '系统自带的',
  'For TLS: the certificates to trust, in PEM.': '用于 TLS：信任的证书，PEM 格式。',
  'has a `ca`, which goes with TLS: a `url` that begins with `rediss`':
    '有 `ca`，而它只用于 TLS：`url` 须以 `rediss` 开头',
} as const;
