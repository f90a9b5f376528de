/** What src/intake says. */
export const intake = {
  'You are answered in {0}; `language {1}` changes that': '当前以{0}回复您；用 `language {1}` 更改',
  'From now on you are answered in {0}; channels keep their own language':
    '今后以{0}回复您；频道仍使用各自的语言',
  English: '英文',
  Chinese: '中文',
} as const;
