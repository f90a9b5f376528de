/** What src/intake says. */
export const intake = {
  'You are answered in English; `language {0}` changes that': '当前以英文回复您；用 `language {0}` 更改',
  'You are answered in Chinese; `language {0}` changes that': '当前以中文回复您；用 `language {0}` 更改',
  'From now on you are answered in English; channels keep their own language':
    '今后以英文回复您；频道仍使用各自的语言',
  'From now on you are answered in Chinese; channels keep their own language':
    '今后以中文回复您；频道仍使用各自的语言',
} as const;
