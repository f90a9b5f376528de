/** Who is only told. */
export const configNotice = {
  'must be the robot’s URL with its `access_token`': '必须是机器人的 URL，并带有 `access_token`',
  'must be the robot’s sign secret, which begins with `SEC`': '必须是机器人的加签密钥，以 `SEC` 开头',
  "The robot's “Webhook”: `https://oapi.dingtalk.com/robot/send?access_token=…`.":
    '机器人的 `Webhook` 地址：`https://oapi.dingtalk.com/robot/send?access_token=…`。',
  'Its sign secret (`SEC…`): of the security settings of a custom robot choose “sign” (加签).':
    '机器人的加签密钥（`SEC…`）：在自定义机器人的安全设置中选择“加签”。',
  'Takes a POST with a JSON event.': '接收 JSON 事件的 `POST` 请求。',
  'Signs each event: `X-Rollout-Signature` is `v1=` and the HMAC-SHA256 of `TIMESTAMP.BODY`, in hexadecimal.':
    '为每个事件签名：`X-Rollout-Signature` 为 `v1=` 加上 `TIMESTAMP.BODY` 的 `HMAC-SHA256`（十六进制）。',
  'A custom robot of a DingTalk group.': '钉钉群的自定义机器人。',
  'Any address: `src/chat/notice/README.md` says what it gets, and how to check it.':
    '任意地址：收到的内容和校验方法见 `src/chat/notice/README.md`。',
  'The clusters whose rollouts and overrides are told.': '要通知其发布和临时摘除的集群。',
  "In which language it is told, in place of the bot's `language`.":
    '通知所用的语言，代替机器人的 `language`。',
  'Who is only told, of every state of a rollout or an override, by names of your own choice.':
    '只接收通知的对象，会收到发布和临时摘除的每个状态；名称自定。',
} as const;
