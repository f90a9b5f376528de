/** What src/workflow records of hosts that people took out or bring back, of ways by steps, and after a crash. */
export const workflowHands = {
  '{0} is locked: {1} stays out': '{0} 已锁定：{1} 留在池外',
  'it was stopped': '已停止',
  '{0} was not brought back: {1}': '{0} 未能恢复：{1}',
  '{0} is back, exactly as it was': '{0} 已恢复原状',
  'brings {0} back': '正在恢复 {0}',
  'brought back by {0}': '由 {0} 恢复',
  'brought back by {0}, not verified': '由 {0} 恢复，未经验证',
  '{0}; {1} ran nothing there': '{0}；{1} 未在该主机上执行任何命令',
  '{0}; the job of {1} did not end well there, so its release is not known':
    '{0}；{1} 在该主机上的部署未成功，当前版本未知',
  '{0} (asked by {1})': '{0}（由 {1} 要求）',

  '{0} is out by {1} already ({2}: {3})': '{0} 已由 {1} 摘除（{2}：{3}）',
  'given back by {0}, not verified': '由 {0} 恢复，未经验证',
  'back in service, exactly as it was': '已恢复上线，与原来完全一致',
  '{0} was changed in {1} by somebody meanwhile ({2}; it was {3})':
    '{1} 中的 {0} 在此期间被人改过（{2}；原为 {3}）',
  '{0}, and is left so': '{0}，保持现状',
  '{0} is out of all its pools now': '{0} 已从所有后端池摘除',
  '{0} is not out everywhere: {1}; it is tried again': '{0} 尚未全部摘除：{1}；会重试',
  '{0} was in service in {1} again, as after a restart of the balancer, and is taken out once more; `enable {2} {3}` gives it back':
    '{0} 又在 {1} 中上线（负载均衡重启后会这样），已再次摘除；用 `enable {2} {3}` 恢复',
  '{0} is no longer a pool of {1} in the config': '{0} 已不是配置中 {1} 的后端池',
  '{0} sees {1} down after {2} s': '{0} 在 {2} 秒后仍探测到 {1} 不健康',
  '{0} comes back when the job of {1} on it has ended; `skip {2} {3}` ends it':
    '{0} 上 {1} 的任务结束后才会恢复；用 `skip {2} {3}` 可终止该任务',

  '{0} is drained at once, not by steps: {1}': '{0} 一次性摘流，不逐步调整：{1}',
  '{0} gets all of its weight back at once, not by steps: {1}': '{0} 一次性恢复全部权重，不逐步调整：{1}',
  '{0}: drained again, {1}': '{0}：重新摘流，{1}',
  '{0}: drained again, by {1}': '{0}：由 {1} 重新摘流',
  '{0}; draining it failed: {1}': '{0}；摘流失败：{1}',
  'there is no smaller weight that still serves': '没有更小且仍能提供服务的权重',
  'a person wants it out again': '有人要求再次摘除',

  'between two batches': '两个批次之间',
  'its start': '起始',
  '{0}, waiting for an answer': '{0}，等待答复',
  '{0}; it stays out': '{0}；留在池外',
  'somebody changed it since, and nothing is changed there until it is said how to go on':
    '此后有人改过它，在得到如何继续的答复之前不会改动',
  '{0} was at {1} when the bot ended': '机器人退出时 {0} 正在{1步}',
  'kept out by {0}': '由 {0} 留在池外',
  'what may still run on it was not ended: {0}': '其上可能仍在运行的命令未能终止：{0}',
  'nothing ran on it, and {0} wanted it given back': '其上没有执行过命令，{0} 要求将其恢复',
  '{0}; it is verified and given back, as {1} wanted': '{0}；已按 {1} 的要求验证并恢复',
  'how its deploy ended is not known': '其部署结果未知',
  'its deploy was ended before it was through': '其部署未完成即被终止',
  'its deploy was ended by {0}': '其部署被 {0} 终止',
  'its deploy failed with exit code {0}': '其部署失败，退出码 {0}',
} as const;
