import type { YAMLError } from 'yaml';
import { kept } from '../text/say.ts';
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
    return [{ path: [], message: kept`is not valid YAML: ${meaning(error, text)}`, offset: error.pos[0] }];
  });
}

/** What the parser finds after it has lost its place is no error of its own. */
const isOwn = (error: YAMLError, index: number): boolean =>
  index === 0 || !error.message.includes('in YAML stream'); // not shown

function meaning({ code, pos }: YAMLError, text: string): string {
  if (text[pos[0]] === '{' && text[pos[0] - 1] === '$') return inFlow;
  return meanings[code] ?? kept`something does not belong here`;
}

const inFlow = kept`inside "{ }" and "[ ]", a value with "\${" needs quotes around it`;

const meanings: Partial<Record<YAMLError['code'], string>> = {
  BAD_ALIAS: kept`an alias is written \`*NAME\``,
  BAD_COLLECTION_TYPE: kept`a tag does not fit what follows it`,
  BAD_DIRECTIVE: kept`a line that begins with \`%\` is a directive; quote it if it is a value`,
  BAD_DQ_ESCAPE: kept`a \`\\\` in double quotes begins an escape that does not exist; use single quotes`,
  BAD_INDENT: kept`the indentation does not fit the lines around it, or a bracket is not closed`,
  BAD_SCALAR_START: kept`a value cannot begin with this character; put it in quotes`,
  BLOCK_AS_IMPLICIT_KEY: kept`there is a second \`:\` on the line, or the lines below it are indented too far`,
  BLOCK_IN_FLOW: kept`inside \`{ }\` and \`[ ]\` everything is written with commas`,
  MISSING_CHAR: kept`a quote, bracket, comma, \`:\` or space is missing`,
  MULTILINE_IMPLICIT_KEY: kept`a key goes over several lines, or a \`:\` is missing after it`,
  MULTIPLE_ANCHORS: kept`a value has two anchors`,
  MULTIPLE_DOCS: kept`a second document begins; one file holds one configuration`,
  MULTIPLE_TAGS: kept`a value has two tags`,
  RESOURCE_EXHAUSTION: kept`it is nested too deeply`,
  TAB_AS_INDENT: kept`a tab is used for indentation; use spaces`,
  TAG_RESOLVE_FAILED: kept`a tag means nothing here`,
  UNEXPECTED_TOKEN: kept`something does not belong here; is a quote or bracket missing before it?`,
};
