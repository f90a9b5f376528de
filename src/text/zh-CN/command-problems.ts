/** Why a line is no command. */
export const commandProblems = {
  'help lists all commands': '输入“帮助”查看全部命令',
  'There is no command.': '没有输入命令。',
  'There is no command “{0}”.': '没有“{0}”这个命令。',
  'There is no command “{0}”': '没有“{0}”这个命令',
  'A command has at most {0} characters.': '命令最长 {0} 个字符。',
  'The command contains a control or direction character ({0}): type it anew instead of pasting it.':
    '命令里有控制字符或方向字符（{0}）：请手工重新输入，不要粘贴。',
  'The quote in {0} has no end.': '{0} 处的引号没有结束。',
  'a closing quote is followed by a space or nothing': '结束的引号后面应是空格，或者没有内容',

  '{0} needs a {1} or --{2}: {3}': '“{0}”缺少{1}或 --{2}，用法：{3}',
  '{0} needs an {1}: {2}': '“{0}”缺少{1}，用法：{2}',
  '{0} needs a {1}: {2}': '“{0}”缺少{1}，用法：{2}',
  '{0} takes a {1} or --{2}, not both.': '“{0}”只能在{1}和 --{2} 中选一个，不能都写。',
  '“{0}” is one word too many for {1}.': '“{1}”命令里多了“{0}”。',
  '“{0}” is one word too many for {1}. A reason of several words goes into quotes.':
    '“{1}”命令里多了“{0}”。原因含有空格时，请加引号。',
  '“{0}” is one word too many for {1}. A release that contains spaces goes into quotes.':
    '“{1}”命令里多了“{0}”。版本含有空格时，请加引号。',

  '{0} has no option --{1}; it takes {2}.': '“{0}”没有选项 --{1}；可用的有 {2}。',
  '{0} has no option --{1}; it takes none.': '“{0}”没有选项 --{1}，它不带任何选项。',
  '--{0} takes no value.': '--{0} 不带值。',
  '--{0} needs a value: {1}': '--{0} 需要一个值：{1}',
  '--{0} stands there twice; once is enough.': '--{0} 写了两次，一次就够。',
  '--{0} takes a number or a percentage up to 100%, like 2 or 25%; “{1}” is neither.':
    '--{0} 应为数量，或不超过 100% 的百分比，如 2 或 25%；“{1}”都不是。',
  '--{0} {1} would take no host at all; begin with 1.': '--{0} {1} 一台主机都不会处理，至少为 1。',

  '{0} is empty.': '“{0}”为空。',
  '{0} contains an invisible character ({1}): type it anew.': '“{0}”里有看不见的字符（{1}），请重新输入。',
  '{0} “{1}” contains a space; names have none.': '“{0}”的值“{1}”含有空格；名称里不能有空格。',
  '{0} {1} contains a quote; names have none.': '“{0}”的值 {1} 含有引号；名称里不能有引号。',
  '{0} is longer than {1} characters.': '“{0}”超过了 {1} 个字符。',
  '{0} is a whole number from 0 to {1}; “{2}” is none.': '“{0}”应为 0 到 {1} 的整数；“{2}”不是。',
  '{0} contains a line end or an invisible character ({1}): type it anew.':
    '“{0}”里有换行或看不见的字符（{1}），请重新输入。',
  '{0} contains a line end ({1}) within quotes: write it as one line.':
    '“{0}”的引号内有换行（{1}），请写成一行。',
  '{0} takes names with commas between them, like web-01,web-02.':
    '“{0}”应为用逗号隔开的名称，如 `web-01,web-02`。',

  '“{0}” is no language of mine; there are {1}.': '不支持语言“{0}”；可选 {1}。',
  '“{0}” has no unit: write {1}m, {2}h or {3}d.': '“{0}”没有单位：请写 {1}分钟、{2}小时或 {3}天。',
  '“{0}” is no duration: write it like 30m, 2h, 1h30m or 1d.':
    '“{0}”不是时长：请写成 30分钟、2小时、1小时30分钟或 1天。',
  '“{0}” is too short: the least is {1}.': '“{0}”太短：最短 {1}。',
  '“{0}” is too long: the most is {1}.': '“{0}”太长：最长 {1}。',
  '{0} A reason that begins with “for” goes into quotes.': '{0}以“持续”或 `for` 开头的原因请加引号。',
  '“{0}” stands before the reason; a reason that ends so goes into quotes.':
    '“{0}”应写在原因之前；如果它就是原因的一部分，请给原因加引号。',
} as const;
