import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkText } from '../../src/config/check.ts';
import { readConfig } from '../../src/config/config.ts';
import { fields } from '../../src/config/fields.ts';
import { configJsonSchema } from '../../src/config/json-schema.ts';
import { exampleSecrets as secrets } from './example-secrets.ts';
import { changed, minimal } from './support.ts';

const folder = new URL('../../examples/', import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const editor = z.fromJSONSchema(configJsonSchema());

test('there are examples', () => {
  expect(examples).toEqual(
    expect.arrayContaining([
      'haproxy.yml',
      'haproxy-pair.yml',
      'local-ansible.yml',
      'canary.yml',
      'slack.yml',
      'dingtalk.yml',
      'notices.yml',
      'replicas.yml',
      'ucloud-ulb.yml',
      'f5.yml',
      'lvs.yml',
      'nginx.yml',
    ]),
  );
});

describe.each(examples)('%s', (name) => {
  const { pathname } = new URL(name, folder);
  const text = readFileSync(pathname, 'utf8');

  test('is valid with nothing but its secrets in the environment, and without warnings', () => {
    const told = checkText(readConfig(pathname, { env: { HOME: '/home/op', ...secrets } }));
    expect(told).toMatch(/^The configuration is valid: /);
    expect(told).not.toContain('warning');
  });

  test('begins with its schema for editors, which accepts it as it is written', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../rollout.schema.json');
    expect(editor.safeParse(parse(text, { merge: true })).error?.issues).toBeUndefined();
  });
});

describe('the schema for editors', () => {
  const accepts = (text: string): boolean => editor.safeParse(parse(text)).success;

  test.each([
    ['a variable for a number', changed(['user: deploy', `user: deploy, port: "\${P}"`])],
    ['a variable for a choice', `${minimal}locks: \${L}\n`],
    ['a variable for a duration', `${minimal}approvalExpires: \${L}\n`],
    ['an agent', changed(['user: deploy', 'user: deploy, agent: true'])],
  ])('accepts %s', (_, text) => {
    expect(accepts(text)).toBe(true);
  });

  test.each([
    ['an unknown key', `${minimal}frob: 1\n`],
    ['a bad duration', `${minimal}approvalExpires: soon\n`],
    ['a bad choice', `${minimal}locks: redis\n`],
    ['a bad port', changed(['user: deploy', 'user: deploy, port: 70000'])],
    ['a missing key', changed(['    pools: [lb1/web]\n', ''])],
  ])('refuses %s', (_, text) => {
    expect(accepts(text)).toBe(false);
  });

  test('has a description for every key that a person may write', () => {
    const named = fields.filter(({ pattern }) => !['*', '#'].includes(pattern.at(-1) ?? ''));
    const bare = named.filter(({ schema }) => !schema.description).map(({ pattern }) => pattern.join('.'));
    expect(named.length).toBeGreaterThan(100);
    expect(bare).toEqual([]);
  });
});
