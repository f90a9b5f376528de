/** The chats, and where rollouts are told. */
export const configChat = {
  "a Slack channel's id": '一个 Slack 频道 ID',
  'where it was asked for': '发起的地方',
  "Id of a Slack channel that the bot is a member of (`C012AB3CD`, at the bottom of the channel's details), or a list of them.":
    '机器人所在的 Slack 频道的 ID（`C012AB3CD`，见频道详情底部），或由其组成的列表。',
  "a DingTalk group's conversation id": '钉钉群的会话 ID',
  'Conversation id of a DingTalk group that the bot is in (`cid…`; the bot logs it when it is mentioned there), or a list of them.':
    '机器人所在的钉钉群的会话 ID（`cid…`；在群里 @ 机器人时，它会记入日志），或由其组成的列表。',
  "must be a DingTalk user id such as `012345678` (the userid of the company's directory, not a name or a phone number)":
    '必须是钉钉用户 ID，如 `012345678`（企业通讯录中的 `userid`，不是姓名或手机号）',
  'must be a DingTalk conversation id such as `cidAbc123==` (not a group name); the bot logs it when it is mentioned in the group':
    '必须是钉钉的会话 ID，如 `cidAbc123==`（不是群名）；在群里 @ 机器人时，它会记入日志',
  'must be the “Client Secret” of the app, and nothing else': '必须是应用的 `Client Secret`，不能有其他内容',
  "must be the app's “Client ID” (formerly AppKey)": '必须是应用的 `Client ID`（原 `AppKey`）',
  "The app's “Client ID” (formerly AppKey), under “Credentials and Basic Information” of its settings.":
    '应用的 `Client ID`（原 `AppKey`），见应用的“凭证与基础信息”。',
  "The app's “Client Secret” (formerly AppSecret), beside it.":
    '应用的 `Client Secret`（原 `AppSecret`），在 `Client ID` 旁边。',
  "must be the app's robot code": '必须是应用的机器人编码（`robotCode`）',
  'the `clientId`': '同 `clientId`',
  "The robot's code, where it is not the app's id.": '机器人的编码，仅在与应用的 ID 不同时填写。',
  'must be the id of a card template': '必须是卡片模板的 ID',
  'messages with buttons, of which none is changed': '带按钮的消息，发出后不再更新',
  'Id of a published card template (`….schema`) with the variables that `src/chat/dingtalk/README.md` lists: with it one card is changed in place, and a click is seen by nobody else.':
    '已发布的卡片模板的 ID（`….schema`），其变量见 `src/chat/dingtalk/README.md`：配置后会原地更新同一张卡片，按钮点击不会让其他人看到。',
  'Conversation id of the group where rollouts are told that were begun in the terminal, for clusters without `channels`.':
    '从终端发起的发布在哪个群通知（会话 ID），用于没有配置 `channels` 的集群。',
  "In which language it is told there, in place of the bot's `language`.":
    '在那里通知所用的语言，代替机器人的 `language`。',
  'Languages of single groups, by their conversation ids: `cidAbc123==: zh-CN`.':
    '各个群的语言，以会话 ID 为键：`cidAbc123==: zh-CN`。',
  "Another address of DingTalk's API (a dedicated DingTalk's, or a proxy's).":
    '钉钉 API 的其他地址（专属钉钉或代理）。',
  "a Slack user's id": '一个 Slack 用户 ID',
  'Slack user id of this person (`U012AB3CD`: “Copy member ID” in the profile), or a list of them.':
    '此人的 Slack 用户 ID（`U012AB3CD`：个人资料中的“复制成员 ID”），或由其组成的列表。',
  "a DingTalk user's id": '钉钉用户 ID',
  "DingTalk user id of this person (the userid in the company's directory), or a list of them.":
    '此人的钉钉用户 ID（企业通讯录中的 `userid`），或由其组成的列表。',
  "Id of a Slack user group (`S012AB3CD`: “Copy group ID” in the group's menu) whose members belong to it too.":
    'Slack 用户组的 ID（`S012AB3CD`：用户组菜单中的“复制群组 ID”），其成员也属于该组。',
  "the “Bot User OAuth Token” (`xoxb-…`), under “OAuth & Permissions” of the app's settings":
    '应用设置 `OAuth & Permissions` 中的 `Bot User OAuth Token`（`xoxb-…`）',
  "an app-level token (`xapp-…`), under “Basic Information” of the app's settings":
    '应用设置 `Basic Information` 中的应用级 token（`xapp-…`）',
  "the “Signing Secret”, under “Basic Information” of the app's settings":
    '应用设置 `Basic Information` 中的 `Signing Secret`',
  'is a bot token (`xoxb-…`), which goes into `botToken`': '是机器人 token（`xoxb-…`），应填入 `botToken`',
  'is an app-level token (`xapp-…`), which goes into `appToken`':
    '是应用级 token（`xapp-…`），应填入 `appToken`',
  "is a person's own token (`xoxp-…`), and the bot acts as itself":
    '是个人 token（`xoxp-…`），而机器人要以自己的身份操作',
  'is a token that expires (`xoxe…`): the app has token rotation, and the bot renews no tokens':
    '是会过期的 token（`xoxe…`）：该应用开启了 token 轮换，而机器人不会续期',
  'is a token of another kind': '是其他类型的 token',
  '{0}; this must be {1}': '{0}；此处必须是{1}',
  "must be a Slack user's id such as `U012AB3CD` (not a name); “Copy member ID” in the person's profile gives it":
    '必须是 Slack 用户 ID，如 `U012AB3CD`（不是姓名）；可在个人资料中用“复制成员 ID”取得',
  "must be a Slack user group's id such as `S012AB3CD` (not a handle); “Copy group ID” in the group's menu gives it":
    '必须是 Slack 用户组的 ID，如 `S012AB3CD`（不是用户组名）；可在用户组菜单中用“复制群组 ID”取得',
  "must be a Slack channel's id such as `C012AB3CD` (not its name); take it from the bottom of the channel's details":
    '必须是 Slack 频道的 ID，如 `C012AB3CD`（不是频道名）；见频道详情底部',
  'Address to listen on.': '监听的地址。',
  'Port to listen on.': '监听的端口。',
  'must be a path that begins with `/`': '必须是以 `/` 开头的路径',
  "Path of the app's request URLs.": '应用的请求 URL 中的路径。',
  "The app's “Bot User OAuth Token” (`xoxb-…`), under “OAuth & Permissions” of its settings.":
    '应用的 `Bot User OAuth Token`（`xoxb-…`），见应用设置的 `OAuth & Permissions`。',
  'For Socket Mode, which needs no address of its own: an app-level token (`xapp-…`) with `connections:write`, under “Basic Information”.':
    '用于 Socket 模式，无需自己的地址：带有 `connections:write` 的应用级 token（`xapp-…`），见 `Basic Information`。',
  "Instead of `appToken`, for HTTP: the app's “Signing Secret”, under “Basic Information”. Slack then sends its requests to `listen`.":
    '代替 `appToken`，用于 HTTP：应用的 `Signing Secret`，见 `Basic Information`。此时 Slack 会把请求发到 `listen`。',
  "For HTTP: where Slack's requests arrive; a proxy with TLS stands before it.":
    '用于 HTTP：接收 Slack 请求的地址；前面须有提供 TLS 的代理。',
  'Id of the channel where rollouts are told that were begun in the terminal, for clusters without `channels`.':
    '从终端发起的发布在哪个频道通知（频道 ID），用于没有配置 `channels` 的集群。',
  'Languages of single channels, by their ids: `C012AB3CD: zh-CN`.':
    '各个频道的语言，以频道 ID 为键：`C012AB3CD: zh-CN`。',
  "Another address of Slack's Web API (GovSlack's, or a proxy's).":
    'Slack Web API 的其他地址（GovSlack 或代理）。',
  'has a `listen`, which goes with `signingSecret`; Socket Mode listens nowhere':
    '有 `listen`，而它只与 `signingSecret` 一起使用；Socket 模式不监听任何地址',
} as const;
