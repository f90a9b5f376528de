/** A host's steps, as they are kept, in the midst of a Chinese sentence. */
export const stepWords: Readonly<Record<string, string>> = {
  snapshot: '读取状态',
  drain: '摘流',
  'await-connections': '等待连接结束',
  deploy: '部署',
  verify: '验证',
  restore: '恢复',
  'verify-in-pool': '等待健康检查',
};
