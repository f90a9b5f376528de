import type { YAMLError } from 'yaml';
import type { Finding } from './finding.ts';

/**
 * What makes the text no YAML, in words that repeat nothing of it: the parser's own sentences quote the file, which may
 * hold a secret. One a line, and none of the errors that merely follow from the first.
 */
export function syntaxFindings(errors: readonly YAMLError[], text: string): readonly Finding[] {
  const lines = new Set<number>();
  return errors.filter(isOwn).flatMap((error) => {
    const line = text.lastIndexOf('\n', error.pos[0] - 1);
    if (lines.has(line)) return [];
    lines.add(line);
    return [{ path: [], message: `is not valid YAML: ${meaning(error, text)}`, offset: error.pos[0] }];
  });
}

/** What the parser finds after it has lost its place is no error of its own. */
const isOwn = (error: YAMLError, index: number): boolean =>
  index === 0 || !error.message.includes('in YAML stream');

function meaning({ code, pos }: YAMLError, text: string): string {
  if (text[pos[0]] === '{' && text[pos[0] - 1] === '$') return inFlow;
  return meanings[code] ?? 'something does not belong here';
}

const inFlow = `inside "{ }" and "[ ]", a value with "\${" needs quotes around it`;

const meanings: Partial<Record<YAMLError['code'], string>> = {
  BAD_ALIAS: 'an alias is written `*NAME`',
  BAD_COLLECTION_TYPE: 'a tag does not fit what follows it',
  BAD_DIRECTIVE: 'a line that begins with `%` is a directive; quote it if it is a value',
  BAD_DQ_ESCAPE: 'a `\\` in double quotes begins an escape that does not exist; use single quotes',
  BAD_INDENT: 'the indentation does not fit the lines around it, or a bracket is not closed',
  BAD_SCALAR_START: 'a value cannot begin with this character; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'there is a second `:` on the line, or the lines below it are indented too far',
  BLOCK_IN_FLOW: 'inside `{ }` and `[ ]` everything is written with commas',
  MISSING_CHAR: 'a quote, bracket, comma, `:` or space is missing',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines, or a `:` is missing after it',
  MULTIPLE_ANCHORS: 'a value has two anchors',
  MULTIPLE_DOCS: 'a second document begins; one file holds one configuration',
  MULTIPLE_TAGS: 'a value has two tags',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'a tab is used for indentation; use spaces',
  TAG_RESOLVE_FAILED: 'a tag means nothing here',
  UNEXPECTED_TOKEN: 'something does not belong here; is a quote or bracket missing before it?',
};
