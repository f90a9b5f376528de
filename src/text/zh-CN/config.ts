/** What `rollout check` and a start say of a configuration file. */
export const config = {
  'problem|problems': '{0} 个问题',
  'the file': '文件顶层',
  'Left to defaults:': '以下各项使用默认值：',
  'cannot be read: {0}': '无法读取：{0}',
  'unknown error': '未知错误',
  'there is no such file': '没有这个文件',
  'permission denied': '没有权限',
  'it is a folder': '这是一个目录',
  'a part of the path is not a folder': '路径中有一段不是目录',
  'has a "${" that is not "${NAME}" or "${NAME:-default}"; write "$${" for a literal one':
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what one types
    '含有 `${`，但不是 `${NAME}` 或 `${NAME:-default}`；如要写 `${` 本身，请写作 `$${`',
  'needs the environment variable `{0}`, which is not set': '需要环境变量 `{0}`，但没有设置',
  'is empty; it needs `providers` and `clusters`': '是空的；需要有 `providers` 和 `clusters`',
  'is missing: {0}': '缺少该项：{0}',
  'is missing': '缺少该项',
  'has no value: {0}': '没有填写值：{0}',
  'has no value': '没有填写值',
  '{0}; did you mean `{1}`?': '{0}；是不是 `{1}`？',
  '{0}; known: {1}': '{0}；可选的有 {1}',
  '{0}, not {1}': '{0}，而不是 {1}',
  'needs an SSH agent, and `SSH_AUTH_SOCK` is not set in the environment':
    '需要 `ssh-agent`，但环境变量 `SSH_AUTH_SOCK` 没有设置',
  'is empty; a secret has to say something': '是空的；此处必须有内容',
  'refers to a file that everybody on this machine may use; `chmod o=` takes that away':
    '引用的文件对本机所有用户开放；用 `chmod o=` 可以收回权限',
  'refers to a file that cannot be read: {0}': '引用的文件无法读取：{0}',
} as const;
