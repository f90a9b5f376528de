import { expect, test } from 'vitest';
import { configJsonSchema } from '../../src/config/json-schema.ts';
import { configReference } from '../../src/config/reference.ts';

// Both are committed, and written anew by `npx vitest run test/config/generated.test.ts -u`.

test('rollout.schema.json is what the schema says now', async () => {
  const text = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../rollout.schema.json');
});

test('docs/config.md is what the schema says now', async () => {
  await expect(configReference()).toMatchFileSnapshot('../../docs/config.md');
});
