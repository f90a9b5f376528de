/** Jobs on hosts. */
export const deployer = {
  'nothing listens on port {0} there': '那里没有进程监听端口 {0}',
  'it has neither `ss` nor /proc/net/tcp': '它既没有 `ss`，也没有 `/proc/net/tcp`',
  'A deploy over SSH needs to know the user, the port and the way in.':
    '通过 SSH 部署需要知道用户、端口和登录方式。',

  '{0} refused the job {1}: it was ordered under epoch {2}, and the host has seen epoch {3}. Another rollout holds the cluster now.':
    '{0} 拒绝了任务 {1}：它是在锁序号 {2} 下发起的，而该主机已见过序号 {3}。集群现在由另一个发布持有。',
  '{0} did not start the job {1}: {2}.': '{0} 没有启动任务 {1}：{2}。',
  '{0} did not start the job {1}: {2} ({3}).': '{0} 没有启动任务 {1}：{2}（{3}）。',
  'it did not say why': '没有说明原因',
  '{0} knows no job {1}.': '{0} 上没有任务 {1}。',
  "The job {0} on {1} was lost while its command {2} ran: the host was restarted, or the job's runner was killed. How far the command came is not known, and what it started may still run.":
    '{1} 上的任务 {0} 在执行第 {2} 条命令时丢失：主机被重启，或任务的执行进程被杀掉。命令执行到哪一步未知，它启动的进程可能仍在运行。',
  'The job {0} on {1} was told to end, and does not, not even by KILL.':
    '已要求 {1} 上的任务 {0} 结束，但它没有结束，`KILL` 也无效。',
  "{0} cannot be a job's id: letters, digits and . _ : - (at most 128).":
    '{0} 不能作为任务的 ID：只能包含字母、数字和 . _ : -（最多 128 个字符）。',
  '{0} cannot be an epoch.': '{0} 不能作为锁序号。',
  'A command is longer than 100 KiB.': '有一条命令超过了 100 KiB。',
  'A command on {0} did not end within {1} ms.': '{0} 上的命令在 {1} 毫秒内没有结束。',

  'The upload {0} cannot be read: {1}.': '无法读取要上传的 {0}：{1}。',
  '{0} is neither a file nor a folder nor a link, and cannot be uploaded.':
    '{0} 既不是文件、目录，也不是链接，无法上传。',
  '{0} cannot be the target of an upload.': '{0} 不能作为上传的目标。',
  'the folder of {0} cannot be made': '无法创建 {0} 所在的目录',
  '{0}/ cannot be written': '{0}/ 不可写',
  '{0} is a symbolic link': '{0} 是符号链接',
  'the upload of {0} arrived broken ({1})': '上传的 {0} 到达时已损坏（{1}）',
  '{0}: wrong checksum': '{0}：校验和不符',
  '{0}: wrong size': '{0}：大小不符',
  'the old one could not be moved aside': '无法移开旧的',
  'the new one could not be moved in': '无法移入新的',
  'a folder of that name is there': '已有同名目录',
  'it could not be moved in': '无法移入',

  'neither {0} nor ~/.rollout can be written': '{0} 和 `~/.rollout` 都不可写',
  '{0}/epochs cannot be written': '`{0}/epochs` 不可写',
  'neither setsid nor perl is there to run a job apart from the connection':
    '没有 `setsid` 或 `perl`，无法让任务脱离连接运行',
  '{0} cannot be made': '无法创建 {0}',
  '{0} cannot be written': '{0} 不可写',
} as const;
