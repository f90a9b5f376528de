/** F5, LVS and nginx. */
export const configBalancers = {
  'must be a host name or address, with a port where it is not 443, such as `10.0.0.5`, `lb.internal:8443` or `[::1]:443`':
    '必须是主机名或地址，端口不是 443 时须写明端口，如 `10.0.0.5`、`lb.internal:8443` 或 `[::1]:443`',
  'must have a port from 1 to 65535 after its last colon': '最后一个冒号后面必须是 1 到 65535 的端口号',
  'must be a SHA-256 fingerprint as `openssl x509 -fingerprint -sha256` prints it: 32 pairs of hexadecimal digits':
    '必须是 `openssl x509 -fingerprint -sha256` 输出的 `SHA-256` 指纹：32 组两位十六进制数字',
  'a file with the certificates of CAs': '含有 CA 证书的文件',
  "The CAs (PEM) that may have signed the units' certificates, instead of the system's.":
    '签发设备证书的 CA（PEM 格式），代替系统自带的 CA。',
  'a SHA-256 fingerprint': '证书的 `SHA-256` 指纹',
  "The certificates that are trusted, whoever signed them: a BIG-IP's own one fits no CA. One a unit.":
    '直接信任的证书，不论由谁签发：BIG-IP 的自签证书不属于任何 CA。每台设备一个。',
  'an address': '一个地址',
  'must name one BIG-IP, or the two of an HA pair': '必须是一台 BIG-IP，或主备两台',
  'Where the management interface of the BIG-IP answers, or of both units of an HA pair: `HOST[:PORT]`.':
    'BIG-IP 或主备两台设备的管理接口地址：`HOST[:PORT]`。',
  'Who to log in as; it needs the role `manager` in the partitions of its pools.':
    '登录用户；需要在其后端池所在的分区有 `manager` 角色。',
  'iControl REST, or iControl SOAP for a BIG-IP that has no REST (before 11.5).':
    '`iControl REST`；BIG-IP 没有 `REST` 时（早于 11.5）用 `iControl SOAP`。',
  '`token`; with SOAP `basic`': '`token`；用 `SOAP` 时为 `basic`',
  'A login token, or the password with each request where a BIG-IP gives no tokens.':
    '使用登录 token；BIG-IP 不发放 token 时，每次请求都带上密码。',
  'must be the name of a login provider': '必须是登录验证源的名称',
  "Who checks the password when a token is asked for; `tmos` is the BIG-IP's own configuration.":
    '申请 token 时由谁验证密码；`tmos` 是 BIG-IP 自身的配置。',
  "How the units' certificates are checked; by the system's CAs unless said otherwise.":
    '如何校验设备的证书；没有另行说明时使用系统自带的 CA。',
  '`disable` lets clients with a persistence record come on; `offline` lets nobody new come.':
    '`disable` 仍允许有会话保持记录的客户端进入；`offline` 不再接收任何新连接。',
  'For one answer of the load balancer.': '负载均衡一次应答的时限。',
  'has `auth: token`, which goes with `api: rest`; SOAP takes the password with each request':
    '有 `auth: token`，而它只与 `api: rest` 一起使用；`SOAP` 的每次请求都带上密码',
  'has a `loginProvider`, which only means something where a token is asked for':
    '有 `loginProvider`，而它只在申请 token 时起作用',
  'must be a list of directors': '必须是 `director` 的列表',
  'must name at least one of its directors': '至少要有一个 `director`',
  'The machines whose kernels balance, reached over SSH: one, or a keepalived master and backup, the usual master first. Every change is made on all.':
    '由内核做负载均衡的机器，通过 SSH 访问：一台，或 `keepalived` 主备两台，平时为主的一台在前。每次变更都会在所有机器上进行。',
  'Whether `ipvsadm` needs sudo there (`sudo -n`, without a password); not for root.':
    '执行 `ipvsadm` 是否需要 `sudo`（免密的 `sudo -n`）；`root` 用户不需要。',
  'Drained is `weight` 0, or `removal` from the table and back with the same setting.':
    '摘流的方式：`weight` 把权重设为 0，`removal` 从表中删除，恢复时按原设置加回。',
  'For one command on a director, connecting included.': '在 `director` 上执行一条命令的时限，包括建立连接。',
  'is named twice; name each director once': '重复出现；每个 `director` 只写一次',
  'must be an http:// or https:// URL without `?`, `#` and a login, such as `http://10.0.0.5:8080/api`':
    '必须是 http:// 或 https:// 开头的 URL，且不含 `?`、`#` 和登录信息，如 `http://10.0.0.5:8080/api`',
  'the file with the upstreams': '含有 `upstream` 的文件',
  'The file in which the `upstream` stands, on this machine or with `ssh` on that one. It is edited.':
    '含有 `upstream` 的文件，在本机或在 `ssh` 所指的机器上。机器人会修改它。',
  'Instead of `file`, with NGINX Plus: where its `api` directive answers (it needs `write=on`).':
    '代替 `file`，用于 NGINX Plus：其 `api` 指令提供服务的地址（需要 `write=on`）。',
  'The machine that nginx runs on, where that is not this one.': 'nginx 所在的机器；在本机时不填。',
  'Whether to work as root there, by `sudo` without a password.':
    '是否通过免密的 `sudo` 以 `root` 身份操作。',
  "must be a command's name or its absolute path": '必须是命令名或其绝对路径',
  'The nginx program there.': '那台机器上的 nginx 程序。',
  "nginx's main configuration file": '主配置文件（`nginx.conf`）',
  'What `nginx -c` gets, where nginx was started with it.':
    '传给 `nginx -c` 的文件；仅在 nginx 以此方式启动时填写。',
  "nginx's pid file": '进程号文件（`nginx.pid`）',
  'The file with the number of its master process.': '记录主进程号的文件。',
  'For one change, from the test of the configuration to its new workers; with `api` for one answer.':
    '一次变更的时限，从检查配置到新的工作进程启动；使用 `api` 时为一次应答的时限。',
  'has {0}, which goes with `file`; `api` needs none of it':
    '有 {0}，而它只与 `file` 一起使用；`api` 不需要这些配置',
  'An nginx whose upstreams stand in a file, or an NGINX Plus with its API.':
    '`upstream` 写在文件中的 nginx，或带 API 的 NGINX Plus。',
} as const;
