/** What earlier versions recorded, and nobody says any more. */
export const earlier = {
  'stopped; what may still run on it was not ended: {0}': '已停止；其上可能仍在运行的命令未能终止：{0}',
} as const;
