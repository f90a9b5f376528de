/** What DingTalk shows beside what all chats show, what notices say, and what goes wrong with both. */
export const chatDingTalk = {
  'to your click · #{0}': '回复您的点击 · #{0}',
  'to “{0}” · #{1}': '回复“{0}” · #{1}',
  '{0}, its last lines:': '{0} 的最后几行：',
  'It is told in the groups of its cluster.': '进展会发到该集群的群里。',
  'I read text only: `help` lists all commands.': '我只能读文字消息：`help` 列出全部命令。',
  'I only listen to members of the company that I belong to.': '我只听从本企业成员的命令。',
  'I don\'t know you yet: add `{0}: { dingtalk: "{1}" }` under `people:` in rollout.yml and start me again.':
    '我还不认识您：请在 rollout.yml 的 `people:` 下添加 `{0}: { dingtalk: "{1}" }`，然后重启机器人。',
  "I can't write in the group of {0}, so I tell you here: add me to it for the next time.":
    '我无法在 {0} 所在的群里发言，所以在这里告诉您：下次请先把我加进群。',
  '{0}: it stands in the group.': '{0}：请到群里查看。',
  'DingTalk did not confirm this message the first time: it may stand here twice.':
    '首次发送时钉钉没有确认，这条消息可能会出现两次。',

  'app {0}, Stream mode, cards': '应用 {0}，Stream 模式，使用卡片',
  'app {0}, Stream mode, messages': '应用 {0}，Stream 模式，使用普通消息',
  'DingTalk wants a pause of {0} s before {1} ({2})': '钉钉要求等待 {0} 秒后再调用 {1}（{2}）',
  'DingTalk did not answer {0} ({1})': '钉钉没有响应 {0}（{1}）',
  'DingTalk does not accept the app (chat.dingtalk.clientId and clientSecret)':
    '钉钉不接受该应用（请检查 chat.dingtalk.clientId 和 `clientSecret`）',
  'DingTalk refused {0}: {1}': '钉钉拒绝了 {0}：{1}',
  'DingTalk refused {0}: {1}: {2}': '钉钉拒绝了 {0}：{1}：{2}',
  'no reason given': '未说明原因',
  'the session webhook': '会话 webhook',

  '{0} wants a pause of {1} s': '{0} 要求等待 {1} 秒',
  '{0} did not answer': '{0} 没有响应',
  '{0} refused a notice: {1}': '{0} 拒绝了通知：{1}',
} as const;
