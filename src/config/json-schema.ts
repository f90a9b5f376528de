import { z } from 'zod';
import { file } from './schema/file.ts';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * rollout.yml as a JSON Schema (draft 07, what YAML editors know), from the same source that validates the file.
 * `${NAME}` may stand wherever a value may, except in shell text, where it is the shell's.
 */
export function configJsonSchema(): JsonSchema {
  const { $schema, ...schema } = asWritten();
  return { ...($schema ? { $schema } : {}), title: 'rollout.yml', ...schemaWithVariables(schema) };
}

/** The schema of the file before `${NAME}` comes in: what the reference and the marks are read from. */
export function asWritten(): JsonSchema {
  return z.toJSONSchema(file, {
    io: 'input',
    target: 'draft-07',
    reused: 'inline',
    // Secrets are the only values without a JSON Schema of their own, and say in their meta what they are written as.
    unrepresentable: 'any',
  });
}

function withVariables(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withVariables);
  return typeof node === 'object' && node !== null ? schemaWithVariables(node) : node;
}

function schemaWithVariables(node: object): Record<string, unknown> {
  const plain = Object.entries(node)
    .filter(([key]) => !isOurs(key))
    .map(([key, value]) => [key, isSchemaKey(key) ? withVariables(value) : value]);
  const schema: Record<string, unknown> = Object.fromEntries(plain);
  return 'x-shell' in node ? schema : allowVariable(schema);
}

/** Notes between this folder's own files, which strict validators would not know. */
const isOurs = (key: string): boolean => key.startsWith('x-');

/** Keys of the file are never replaced, and a default is no schema. */
const isSchemaKey = (key: string): boolean => !['propertyNames', 'default', 'enum'].includes(key);

function allowVariable(node: Record<string, unknown>): Record<string, unknown> {
  if (typeof node.pattern === 'string') return { ...node, pattern: `(?:${node.pattern})|\\$\\{` };
  if (!('enum' in node || 'const' in node) || node.const === 0) return node;
  const { type, enum: values, const: value, ...rest } = node;
  const exact = Object.fromEntries(
    Object.entries({ type, enum: values, const: value }).filter(([, given]) => given !== undefined),
  );
  return { ...rest, anyOf: [exact, { type: 'string', pattern: '\\$\\{' }] };
}
