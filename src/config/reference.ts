import { defaultText } from './defaults.ts';
import { type Field, fields } from './fields.ts';
import type { JsonSchema } from './json-schema.ts';
import { type Kind, kindText } from './kind.ts';
import { anyItem, anyKey } from './path.ts';

/** docs/config.md: every key of rollout.yml with type, default and meaning, from the schema that validates it. */
export function configReference(): string {
  return `${[introduction, ...sections().map(sectionText)].join('\n\n')}\n`;
}

const introduction = `# rollout.yml, key by key

This page is generated from the schema that validates the file; so is [rollout.schema.json](../rollout.schema.json),
with which editors complete and check it: begin a file with \`# yaml-language-server: $schema=\` and the schema's path.
\`rollout check\` tells everything that is wrong with a file at once, each with line, column and key.
[examples/](../examples) has files to start from.

## What values may say

- **Variables.** \`\${NAME}\` in a value is the environment variable; \`\${NAME:-default}\` has a default for one that is
  not set or is empty; \`$\${\` is a literal \`\${\`. Keys are never replaced, and neither is **shell text**
  (\`commands\`, \`restart\`, \`current\`, a probe's \`command\`): there, \`$NAME\` and \`\${NAME}\` are the host's shell's.
- **Secrets** are printed nowhere. Besides \`\${NAME}\`, a secret may be \`file:PATH\`: the file's content without its last
  line break.
- **Durations** are \`500ms\`, \`30s\`, \`5m\`, \`2h\`, \`1d\`; a wait may be \`0\` where the type says "duration or 0".
- **Amounts** are a number of hosts (\`3\`) or a share of them (\`25%\`).
- **Paths** on the bot's machine may begin with \`~\`; relative ones start at the folder of the configuration file. Paths on
  other machines are absolute.
- **Slack ids** are capital letters and digits, and stay when names change: \`U…\` a person ("Copy member ID" in the
  profile), \`S…\` a user group ("Copy group ID" in its menu), \`C…\` a channel (at the bottom of its details).
- **Anchors.** \`&NAME\`, \`*NAME\` and \`<<: *NAME\` work as usual, so that clusters can share what they have in common.

In paths below, \`NAME\` stands for a name of your own choice, and \`[]\` for each item of a list.`; // not shown

interface Section {
  readonly pattern: readonly string[];
  /** `type: haproxy` and the like; empty where the mapping is of one kind only. */
  readonly kinds: readonly string[];
  readonly body: string;
}

/** One section for each mapping that has keys of its own, and one for each kind of it, unless they look the same. */
function sections(): readonly Section[] {
  const byPlace = new Map<string, Field[]>();
  for (const field of fields.filter(({ pattern }) => !isPlaceholder(pattern.at(-1)))) {
    const place = placeText(field.pattern.slice(0, -1), field.kinds);
    byPlace.set(place, [...(byPlace.get(place) ?? []), field]);
  }
  return [...byPlace.values()].map(sectionOf).reduce(merged, []);
}

const placeText = (pattern: readonly string[], kinds: readonly Kind[]): string =>
  JSON.stringify([pattern, kindText(kinds)]);

const isPlaceholder = (step: string | undefined): boolean => step === anyKey || step === anyItem;

function sectionOf(rows: readonly Field[]): Section {
  const { pattern: first = [], kinds = [] } = rows[0] ?? {};
  const pattern = first.slice(0, -1);
  const table = ['| key | type | default | meaning |', '|---|---|---|---|', ...rows.map(rowText)].join('\n');
  const body = [aboutOf(pattern, kinds), table].filter((part) => part !== undefined).join('\n\n');
  return { pattern, kinds: kinds.length > 0 ? [kindText(kinds)] : [], body };
}

function merged(sections: readonly Section[], next: Section): readonly Section[] {
  const same = sections.findIndex(
    ({ pattern, body }) => titleOf(pattern) === titleOf(next.pattern) && body === next.body,
  );
  if (same < 0) return [...sections, next];
  return sections.map((one, index) =>
    index === same ? { ...one, kinds: [...one.kinds, ...next.kinds] } : one,
  );
}

function sectionText({ pattern, kinds, body }: Section): string {
  const which = kinds.length > 0 ? ` (${kinds.join(' or ')})` : '';
  return `## ${pattern.length === 0 ? 'The file' : titleOf(pattern)}${which}\n\n${body}`; // not shown
}

const titleOf = (pattern: readonly string[]): string =>
  pattern
    .map((step) => (step === anyItem ? '[]' : step === anyKey ? '.NAME' : `.${step}`))
    .join('')
    .slice(1);

/** What is said about this very kind, else about the mapping. */
function aboutOf(pattern: readonly string[], kinds: readonly Kind[]): string | undefined {
  const own = kinds.find(({ depth }) => depth === pattern.length)?.about;
  const above = kinds.filter(({ depth }) => depth < pattern.length);
  const place = placeText(pattern, above);
  const mapping = fields.find((field) => placeText(field.pattern, field.kinds) === place);
  return own ?? mapping?.schema.description;
}

function rowText({ pattern, schema, required }: Field): string {
  const told = required ? '**required**' : defaultCell(schema);
  const cells = [`\`${pattern.at(-1)}\``, typeText(schema), told, schema.description ?? ''];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function defaultCell(schema: JsonSchema): string {
  if (typeof schema['x-default'] === 'string') return schema['x-default'];
  const written = defaultText(schema.default, undefined);
  return written === undefined ? '' : `\`${written}\``;
}

/** What a value looks like, in words. */
function typeText(schema: JsonSchema): string {
  if (typeof schema['x-type'] === 'string') return schema['x-type'];
  const shapes = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (shapes.length > 0) return [...new Set(shapes.map(typeText))].join(' or ');
  if (schema.type === 'array') return `list of ${isSchema(schema.items) ? typeText(schema.items) : 'values'}`; // not shown
  if (schema.const !== undefined) return `\`${schema.const}\``;
  return schema.type === 'object' ? 'mapping' : 'text';
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;
