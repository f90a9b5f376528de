/** Who may do what, and when. */
export const configTeam = {
  "must be a person's or group's name": '必须是人员或组的名称',
  'must be a list of people and groups': '必须是人员和组的列表',
  'must name at least one of its people and groups': '至少要有一个人员或组',
  everybody: '所有人',
  'Who may see the cluster at all.': '谁可以查看该集群。',
  'Who may deploy, roll back, restart and steer.': '谁可以发布、回滚、重启和操控发布。',
  'Who may approve a plan.': '谁可以批准计划。',
  'whoever may deploy': '有权发布的人',
  'Who may take members out, bring them back and set weights; the on-call always may.':
    '谁可以摘除成员、恢复成员和设置权重；值班人员始终可以。',
  nobody: '无人',
  'The on-call, best a group that Slack keeps up to date.': '值班人员，最好是由 Slack 自动更新的用户组。',
  'Whether a host that fails mentions the on-call, beside whoever asked for the rollout.':
    '主机失败时，除发布的发起人外，是否还 @ 值班人员。',
  'Whether the on-call, too, presses a confirm button before a member is taken out.':
    '值班人员摘除成员时是否也要先按确认按钮。',
  'a number of people': '人数',
  'So many people have to approve; with `0` a rollout runs without approval.':
    '需要多少人批准；为 `0` 时无需批准即可发布。',
  "Whether approving one's own plan is refused.": '是否禁止批准自己发起的计划。',
  'must be a weekday from `mon` to `sun`, or a range of them such as `mon-fri`':
    '必须是 `mon` 到 `sun` 中的一天，或如 `mon-fri` 的范围',
  'a weekday': '星期几',
  'must be a time zone such as `Europe/Berlin` or `UTC`': '必须是时区，如 `Europe/Berlin` 或 `UTC`',
  'Weekdays on which it begins: `mon` to `sun`, or ranges such as `mon-fri`; one or a list.':
    '从星期几开始：`mon` 到 `sun`，或如 `mon-fri` 的范围；可以是一项或列表。',
  'With `days`: the time of day at which it begins.': '与 `days` 一起使用：开始的时刻。',
  'With `days`: the time of day at which it ends; where that is not after `from`, on the day after.':
    '与 `days` 一起使用：结束的时刻；如果不晚于 `from`，则为次日。',
  'Instead of `days`: whole days, `2026-12-23..2027-01-02` (both included) or one of them.':
    '代替 `days`：整天的日期范围 `2026-12-23..2027-01-02`（含首尾两天），或其中一天。',
  'The time zone in which its days and times are read, such as `Europe/Berlin`.':
    '日期和时刻所用的时区，如 `Europe/Berlin`。',
  "must be a cluster's name": '必须是集群的名称',
  'must be a list of clusters': '必须是集群的列表',
  'must name at least one of its clusters': '至少要有一个集群',
  all: '全部',
  'The clusters that are frozen.': '冻结的集群。',
  'Why nothing is rolled then; whoever is refused is told.': '这段时间为何不发布；会告知被拒绝的人。',
  'has a `{0}`, which goes with `days`; `dates` are whole days':
    '有 `{0}`，而它只与 `days` 一起使用；`dates` 总是整天',
  'Times in which nothing is rolled, by names of your own choice.': '不允许发布的时间，名称自定。',
  'must be a login name': '必须是登录名',
  'must be a list of login names': '必须是登录名的列表',
  'must name at least one of its login names': '至少要有一个登录名',
  "Login names of this person on the bot's own machine, for the terminal.":
    '此人在机器人所在机器上的登录名，用于终端。',
  'In which language this person is answered, whatever the channel or the terminal has; `language` typed to the bot changes it.':
    '用什么语言回复此人，优先于频道和终端的设置；此人可以用 `language` 命令更改。',
  'everybody is known by their login name': '以登录名识别每个人',
  'The people who may use the bot, by the names under which the journal records what they did. In a chat, nobody is known but they and, in Slack, the user groups of `groups`.':
    '可以使用机器人的人员，以日志记录中使用的名称为键。在聊天中，机器人只认识这些人，以及 Slack 中属于 `groups` 里用户组的人。',
  "must be a person's name": '必须是人员的名称',
  'must be a list of people': '必须是人员的列表',
  'must name at least one of its people': '至少要有一个人员',
  'Names of `people` who belong to it.': '属于该组的人员，填写 `people` 中的名称。',
  "is nobody: give it `people`, a Slack user group's id as `slack`, or both":
    '不包含任何人：请填写 `people`、作为 `slack` 的 Slack 用户组 ID，或两者都写',
  'Several people under one name for `access`. Who is only in a Slack user group is known as HANDLE/ID.':
    '在 `access` 中以一个名称代表多个人。仅属于 Slack 用户组的人，其名称为 HANDLE/ID。',
} as const;
