/** What the values of all parts of a file must be. */
export const configValues = {
  'unknown key `{0}`': '未知的配置项 `{0}`',
  'must be a mapping with the keys {0}': '必须是含有以下键的映射：{0}',
  'must be a mapping from names to what they stand for': '必须是以名称为键的映射',
  'must name at least {0}': '至少要有 {0} 项',
  'must be {0}, a whole number from {1} to {2}': '必须是{0}，取 {1} 到 {2} 的整数',
  'must be `true` or `false`': '必须是 `true` 或 `false`',
  'must be `{0}`': '必须是 `{0}`',
  'must be a duration such as `500ms`, `30s`, `5m`, `2h` or `1d` (up to {0})':
    '必须是时长，如 `500ms`、`30s`、`5m`、`2h` 或 `1d`（最长 {0}）',
  'must be a duration such as `500ms`, `30s`, `5m`, `2h` or `1d` (above 0, up to {0})':
    '必须是时长，如 `500ms`、`30s`、`5m`、`2h` 或 `1d`（大于 0，最长 {0}）',
  'must be {0}: a number of hosts (3) or a share of them (25%)': '必须是{0}：主机数量（3）或所占比例（25%）',
  'must be text': '必须是文本',
  'The kind of load balancer': '负载均衡的类型',
  '`${NAME}` from the environment, `file:PATH`, or the secret itself':
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what one types
    '取自环境变量的 `${NAME}`、`file:PATH`，或直接写出内容',
  'must be text: {0}, in quotes': '必须是加引号的文本：{0}',
  'must be the path of {0}': '必须是{0}的路径',
  'must be the absolute path of {0}': '必须是{0}的绝对路径',
  'must be an http:// or https:// URL without `?` and `#`':
    '必须是 http:// 或 https:// 开头的 URL，且不含 `?` 和 `#`',
  'must be shell text': '必须是 `shell` 命令',
  'must be {0}, or a list of them': '必须是{0}，或由其组成的列表',
  'must be {0}, or a list of at least one': '必须是{0}，或由其组成的非空列表',
  'takes exactly one of {0}, and has {1}': '{0} 必须且只能选择其一，而现在写了 {1}',
  'takes at most one of {0}, and has {1}': '{0} 最多只能选择其一，而现在写了 {1}',
  'takes exactly one of {0}, and has none': '{0} 必须且只能选择其一，而现在一个也没写',
  "must be `true` (the agent at `$SSH_AUTH_SOCK`) or the path of an agent's socket":
    '必须是 `true`（使用 `$SSH_AUTH_SOCK` 处的 `ssh-agent`），或 `ssh-agent` 套接字的路径',
  'must be a name without spaces and punctuation, except `.`, `_` and `-`':
    '必须是不含空格和标点的名称，`.`、`_` 和 `-` 除外',
  'must be {0}, and nothing else': '必须是{0}，不能有其他内容',
  'a port': '端口号',
  'must be a host name or address': '必须是主机名或地址',
  'must be a user name': '必须是用户名',
  'must be an http:// or https:// URL': '必须是 http:// 或 https:// 开头的 URL',
  'must be a time of day such as `18:00`, in quotes, from {0} to {1}':
    '必须是加引号的时刻，如 `18:00`，取值从 {0} 到 {1}',
  'must be days such as `2026-12-23..2027-01-02`, or one such as `2026-12-24`':
    '必须是日期范围，如 `2026-12-23..2027-01-02`，或某一天，如 `2026-12-24`',
  'has a day that is in no calendar': '含有日历上不存在的日期',
  'ends before it begins': '结束早于开始',
} as const;
