/** What a host must pass before it comes back. */
export const configVerify = {
  'has a placeholder that is none of `{host}`, `{address}` and `{release}`':
    '含有 `{host}`、`{address}` 和 `{release}` 以外的占位符',
  'must be text, or a `/regular expression/flags`':
    '必须是文本，或 `/regular expression/flags` 形式的正则表达式',
  'is written like a `/regular expression/flags`, and does not compile as one':
    '写成了 `/regular expression/flags` 的形式，但不是有效的正则表达式',
  'Whether the certificate has to be valid.': '证书是否必须有效。',
  'a PEM file': '一个 PEM 文件',
  "Certificates to trust instead of the system's.": '代替系统证书的可信证书。',
  'must be a host name': '必须是主机名',
  "the URL's host": 'URL 中的主机',
  'Name in the certificate.': '证书中的名称。',
  'For one try.': '单次探测的时限。',
  '`{host}`, `{address}` and `{release}` in it are replaced for each host.':
    '其中的 `{host}`、`{address}` 和 `{release}` 会按主机替换。',
  "The request's method.": '请求方法。',
  "must be a header's name": '必须是请求头的名称',
  'Sent with it; the same placeholders work.': '随请求发送；可以使用同样的占位符。',
  'an HTTP status': '一个 HTTP 状态码',
  'Any of these is a yes.': '其中任意一个都算通过。',
  'Text or `/regular expression/flags` that the answer must contain.':
    '响应中必须包含的文本，或 `/regular expression/flags` 形式的正则表达式。',
  'For https.': '用于 https。',
  'The port that must accept a connection.': '必须能接受连接的端口。',
  '`{host}` and `{address}` are replaced.': '`{host}` 和 `{address}` 会被替换。',
  'Runs on the host; exit code 0 is a yes. `{host}`, `{address}`, `{release}` are replaced.':
    '在主机上执行；退出码为 0 即算通过。`{host}`、`{address}`、`{release}` 会被替换。',
  'must be a URL, or a mapping with `url`': '必须是 URL，或带有 `url` 的映射',
  'An HTTP request that must be answered: a URL, or a mapping.': '必须有应答的 HTTP 请求：URL 或映射。',
  'must be a port, or a mapping with `port`': '必须是端口号，或带有 `port` 的映射',
  'A TCP connection that must be accepted: a port, or a mapping.': '必须能建立的 TCP 连接：端口号或映射。',
  'must be shell text, or a mapping with `run`': '必须是 `shell` 命令，或带有 `run` 的映射',
  'A command that must succeed on the host: shell text, or a mapping.':
    '必须在主机上执行成功的命令：`shell` 命令或映射。',
  'From the first try until the probe must have passed.': '从第一次探测到探测必须通过的时限。',
  'Between two tries; the first ones come closer together.': '两次探测的间隔；最初几次间隔更短。',
  'a number of tries': '探测次数',
  'So many in a row.': '需要连续通过的次数。',
  'must be a list of probes': '必须是探测的列表',
  'must name at least one of its probes': '至少要有一项探测',
} as const;
