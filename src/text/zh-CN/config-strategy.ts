/** How a rollout goes over the hosts. */
export const configStrategy = {
  'must be a port, a list of ports, or `false` for “not counted”':
    '必须是端口号、端口号的列表，或表示“不统计”的 `false`',
  'How long established connections may take to end.': '已建立的连接最多可以用多久结束。',
  'What happens when they have not ended: ask a person, deploy all the same, or abort the rollout.':
    '到时仍未结束怎么办：询问人员、照常部署，或中止发布。',
  "the port in the member's name or address": '成员名称或地址中的端口',
  "Where the load balancer does not report connections, those that clients hold to this port are counted on the host itself (`ss`, or /proc/net/tcp); its own from 127.0.0.1 don't count, unless its address is that. Where nothing listens on the port, or none is known, all of `within` is waited. `false`: always wait, as a service in a container with a network of its own needs it.":
    '如果负载均衡不报告连接数，则在主机上统计客户端到该端口的连接（用 `ss` 或 `/proc/net/tcp`）；来自本机 127.0.0.1 的不算，除非主机地址就是它。如果没有进程监听该端口，或端口未知，则等满 `within`。`false`：总是等满，适用于服务在使用独立网络的容器中的情况。',
  'the size of a batch': '每批的数量',
  'Hosts done at once. A list (`[1, 25%, 50%]`) gives the batches in order; the last size repeats.':
    '同时处理的主机。列表（`[1, 25%, 50%]`）依次给出各批的数量；之后各批沿用最后一个。',
  'the size of the canary': '金丝雀的数量',
  'A first batch of its own, which must pass `gate` before the others start.':
    '单独的第一批，必须通过 `gate` 之后其他主机才会开始。',
  '`person` with a canary': '有金丝雀时为 `person`',
  'Who passes the canary: a person (`promote`), or the probes alone.':
    '由谁放行金丝雀：人员（`promote`），或仅凭探测结果。',
  'The wait after each batch.': '每批之后的等待时间。',
  'what stays in service': '保持在线的数量',
  'Never fewer members in service than this in any pool, whoever asks; percentages round up. A cluster of one host needs `0`, said explicitly.':
    '不论由谁发起，任何后端池中的在线成员都不会少于该数量；百分比向上取整。只有一台主机的集群必须明确写成 `0`。',
  'what may be out': '允许摘除的数量',
  'Never more members out at once than this in any pool; percentages round down.':
    '任何后端池中同时摘除的成员都不会多于该数量；百分比向下取整。',
  'After a host failed: pause and ask, abort, or go back to the release before.':
    '有主机失败之后：暂停并询问、中止，或回到之前的版本。',
  'After the bot was killed or restarted: go on with the hosts that were under way, or ask first for each.':
    '机器人被终止或重启之后：继续处理进行到一半的主机，或逐台先行询问。',
  'The wait between drain and deploy.': '摘流与部署之间的等待时间。',
  'Goes down to these shares of its weight (`[50%, 10%]`) before it is drained. It counts as out from the first of them on.':
    '摘流之前先把权重依次降到这些比例（`[50%, 10%]`）。从第一步起即视为已摘除。',
  'Comes back by these shares of its weight (`[10%, 50%]`), and counts as out until it has all of it. A host that is not well on the way is drained again, and asks. A load balancer without such weights gives all of it back at once.':
    '恢复时权重依次升到这些比例（`[10%, 50%]`），在恢复全部权重之前都视为已摘除。途中不健康的主机会再次摘流并询问。不支持这类权重的负载均衡会一次恢复全部权重。',
  'How long the load balancer may take to see a restored member healthy.':
    '恢复后，负载均衡最多可以用多久探测到成员健康。',
  'How long a host waits for capacity when no other host is on its way back.':
    '没有其他主机正在恢复时，一台主机最多等待空余容量多久。',
  'must be the steps on the way back, each larger than the one before: `[10%, 50%]`':
    '必须是恢复的各步，后一步大于前一步：`[10%, 50%]`',
  'must be the steps on the way out, each smaller than the one before: `[50%, 10%]`':
    '必须是摘流的各步，后一步小于前一步：`[50%, 10%]`',
  'must be a share of the weight, a whole number from 1% to 100%': '必须是权重的比例，取 1% 到 100% 的整数',
  'In percent of the weight that it had; after the last step it gets exactly that.':
    '占原有权重的百分比；最后一步之后恢复为原有权重。',
  'How long each step lasts at least.': '每一步至少持续多久。',
  "Whether `verify` must pass after each pause, besides the load balancers' own checks.":
    '除负载均衡自身的健康检查外，每步停顿之后是否还须通过 `verify`。',
  'In percent of the weight that it had; after the last step it is drained.':
    '占原有权重的百分比；最后一步之后摘流。',
  'How long each step lasts.': '每一步持续多久。',
} as const;
