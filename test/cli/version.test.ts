import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownVersion } from '../../src/cli/version.ts';

test('the version is the package’s own', () => {
  const found: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(found).toMatchObject({ version: ownVersion() });
});
