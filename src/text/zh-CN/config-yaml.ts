/** What is wrong with a file before its keys are looked at. */
export const configYaml = {
  'is not valid YAML: {0}': '不是有效的 YAML：{0}',
  'something does not belong here': '此处有不该出现的内容',
  'inside "{ }" and "[ ]", a value with "${" needs quotes around it':
    '在 `{ }` 和 `[ ]` 中，含有 `${` 的值需要加引号',
  'an alias is written `*NAME`': '别名写作 `*NAME`',
  'a tag does not fit what follows it': '标签与其后的内容不符',
  'a line that begins with `%` is a directive; quote it if it is a value':
    '以 `%` 开头的行是指令；如果是值，请加引号',
  'a `\\` in double quotes begins an escape that does not exist; use single quotes':
    '双引号中的 `\\` 引出了不存在的转义；请改用单引号',
  'the indentation does not fit the lines around it, or a bracket is not closed':
    '缩进与前后行不一致，或括号没有闭合',
  'a value cannot begin with this character; put it in quotes': '值不能以这个字符开头；请加引号',
  'there is a second `:` on the line, or the lines below it are indented too far':
    '这一行有第二个 `:`，或下面的行缩进过多',
  'inside `{ }` and `[ ]` everything is written with commas': '在 `{ }` 和 `[ ]` 中，各项之间要用逗号分隔',
  'a quote, bracket, comma, `:` or space is missing': '缺少引号、括号、逗号、`:` 或空格',
  'a key goes over several lines, or a `:` is missing after it': '键跨了多行，或其后缺少 `:`',
  'a value has two anchors': '一个值有两个锚点',
  'a second document begins; one file holds one configuration': '出现了第二个文档；一个文件只能有一份配置',
  'a value has two tags': '一个值有两个标签',
  'it is nested too deeply': '嵌套过深',
  'a tab is used for indentation; use spaces': '缩进使用了制表符；请用空格',
  'a tag means nothing here': '此处的标签没有意义',
  'something does not belong here; is a quote or bracket missing before it?':
    '此处有不该出现的内容；前面是不是少了引号或括号？',
  'has a YAML tag or directive that means nothing here': '含有在此没有意义的 YAML 标签或指令',
  'is too large or too deep; does an alias (`*NAME`) lead back to itself?':
    '过大或嵌套过深；是不是有别名（`*NAME`）指回了自己？',
  'is an alias of an anchor (`&NAME`) that does not come before it':
    '引用了锚点（`&NAME`），但该锚点没有在它之前定义',
  'must be plain text, a number, `true` or `false`, without a YAML tag':
    '必须是纯文本、数字、`true` 或 `false`，且不带 YAML 标签',
  'has a key that is not plain text': '含有不是纯文本的键',
  'is given twice; keep one of them': '重复出现；请只保留一处',
  'has a `<<` that is no alias (`*NAME`) of a mapping': '`<<` 后面不是映射的别名（`*NAME`）',
} as const;
