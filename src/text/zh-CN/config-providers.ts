/** The load balancers of the clouds, and HAProxy. */
export const configProviders = {
  'must be an https:// URL without a path; http:// only to this machine':
    '必须是 https:// 开头且不含路径的 URL；http:// 只能用于本机',
  'has `accessKeyId` without its `accessKeySecret`': '有 `accessKeyId`，但没有对应的 `accessKeySecret`',
  'has `{0}`, which goes with `accessKeyId`; a `ramRole` has keys of its own':
    '有 `{0}`，而它只与 `accessKeyId` 一起使用；`ramRole` 有自己的密钥',
  "must be a region's id such as `cn-hangzhou`": '必须是地域 ID，如 `cn-hangzhou`',
  'The region of the load balancers and of their servers.': '负载均衡及其服务器所在的地域。',
  "the region's own": '该地域的默认地址',
  'Another address of the API, such as `https://{service}-vpc.cn-hangzhou.aliyuncs.com`; `{service}` in it stands for `slb` or `ecs`.':
    'API 的其他地址，如 `https://{service}-vpc.cn-hangzhou.aliyuncs.com`；其中的 `{service}` 代表 `slb` 或 `ecs`。',
  'the id of an access key': '访问密钥的 ID',
  "A RAM user's AccessKey ID.": 'RAM 用户的 `AccessKey ID`。',
  "an access key's secret": '访问密钥的 `AccessKey Secret`',
  "The access key's secret.": '访问密钥的 `AccessKey Secret`。',
  'the token of a temporary access key': '临时访问密钥的 token',
  'Where the access key is a temporary one of STS: its token. It is not renewed.':
    '访问密钥是 STS 临时密钥时填写：其 token。不会自动续期。',
  "must be a RAM role's name": '必须是 RAM 角色的名称',
  'Instead of an access key: the RAM role of the ECS instance that the bot runs on; its keys are renewed by themselves.':
    '代替访问密钥：机器人所在 ECS 实例的 RAM 角色；其密钥会自动更新。',
  "Whose health checks count, where a server's health is seen by listeners of several protocols.":
    '服务器的健康状态来自多种协议的监听时，以哪种协议的健康检查为准。',
  'For reading a pool, and for a change from when it is its turn, with all that is tried again.':
    '读取后端池的时限；也是一次变更从轮到它开始的时限，包括所有重试。',
  'The classic load balancers (SLB, CLB) of an Aliyun account in one region.':
    '阿里云账号在一个地域中的传统型负载均衡（SLB、CLB）。',
  'a stats socket': '统计套接字（`stats socket`）',
  "HAProxy's stats socket (it needs `level admin`): on this machine, or with `ssh` on that one.":
    'HAProxy 的 `stats socket`（需要 `level admin`）：在本机，或在 `ssh` 所指的机器上。',
  'must be an address such as `10.0.0.5:9999` or `[::1]:9999`':
    '必须是地址，如 `10.0.0.5:9999` 或 `[::1]:9999`',
  'Instead of `socket`: where the runtime API listens on TCP. It has no login: keep it private.':
    '代替 `socket`：运行时 API 监听的 TCP 地址。它没有登录验证，请勿对外开放。',
  'The machine that HAProxy runs on: `socket` is then a path over there, reached through SSH.':
    'HAProxy 所在的机器：此时 `socket` 是那台机器上的路径，通过 SSH 访问。',
  'A HAProxy process. A keepalived pair is two providers.':
    '一个 HAProxy 进程。`keepalived` 主备两台要配置成两个负载均衡。',
  'must be a load balancer with a `type` ({0})': '必须是带有 `type`（{0}）的负载均衡',
  'One load balancer.': '一个负载均衡。',
  'must be a name of letters, digits, `.`, `_` and `-`, as pools are written PROVIDER/POOL':
    '必须是由字母、数字、`.`、`_` 和 `-` 组成的名称，因为后端池写作 PROVIDER/POOL',
  'The load balancers, by names of your own choice.': '负载均衡，名称自定。',
  'cannot be `weight`: UCloud has no weight of 0, and with 1 a member still gets connections; leave it at `enabled`':
    '不能是 `weight`：UCloud 没有为 0 的权重，而权重为 1 的成员仍会收到连接；请保持为 `enabled`',
  'must be `enabled`': '必须是 `enabled`',
  'must be a region such as `cn-bj2`, and not a zone such as `cn-bj2-02`':
    '必须是地域，如 `cn-bj2`，而不是可用区，如 `cn-bj2-02`',
  'The region of the load balancers, such as `cn-bj2`.': '负载均衡所在的地域，如 `cn-bj2`。',
  "must be a project's id such as `org-abc123`, not its name":
    '必须是项目 ID，如 `org-abc123`，而不是项目名称',
  "Id of the project that they belong to (`org-…` or `project-…`, in the console's project list).":
    '所属项目的 ID（`org-…` 或 `project-…`，见控制台的项目列表）。',
  "The public half of an API key, of the console's “UAPI” page.":
    'API 密钥中的公钥，见控制台的 `UAPI` 页面。',
  'The private half of it.': '与之对应的私钥。',
  'Where the API is; within a VPC also `http://api.service.ucloud.cn`, which has no encryption.':
    'API 的地址；在 VPC 内也可以用 `http://api.service.ucloud.cn`，但没有加密。',
  'How a member is taken out: `enabled` disables it, as the console does, and its connections live on. UCloud has no weight of 0 to drain with.':
    '成员如何摘除：`enabled` 与控制台一样将其禁用，已有连接不受影响。UCloud 没有为 0 的权重，无法用权重摘流。',
  'For one call to the API, also where it has to be tried again because of too many requests.':
    '一次 API 调用的时限，包括因请求过多而重试的时间。',
  'The load balancers (ULB, now called CLB) of one UCloud project in one region. A pool is ULB/VSERVER.':
    '一个 UCloud 项目在一个地域中的负载均衡（ULB，现称 CLB）。后端池写作 ULB/VSERVER。',
} as const;
