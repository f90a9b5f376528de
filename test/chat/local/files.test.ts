import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runExec } from '../../../src/chat/local/run-exec.ts';
import type { CardFile } from '../../../src/model/card.ts';
import { type FakeBot, startBot } from './bot.ts';
import { testTerminal } from './terminal.ts';

let bot: FakeBot;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollout-files-'));
  bot = await startBot();
});
afterEach(async () => {
  await bot.stop();
  await rm(folder, { recursive: true, force: true });
});

const csv = { name: 'audit.csv', text: 'when,who\n2026-11-20,ann\n' };

/** Asks for the audit, with these files in the answer. */
async function audit(files: readonly CardFile[], options: { files?: string; json?: boolean }) {
  bot.answer = () => ({ code: 'ok', card: { title: 'Audit', tone: 'plain', files } });
  const { terminal, written } = testTerminal({ interactive: false, width: 100 });
  const { socketPath } = bot;
  const code = await runExec({ socketPath, login: 'ann', terminal, text: 'audit', ...options });
  return { code, written: written().replaceAll(/\n {4}/g, ' ') };
}

test('without --files the card says what there is, and how to have it', async () => {
  const { code, written } = await audit([csv, { name: 'one.log', text: 'x' }], {});
  expect(code).toBe(0);
  expect(written).toBe(
    [
      '● Audit',
      '  audit.csv: 2 lines (rollout exec --files DIR … keeps it)',
      '  one.log: 1 line (rollout exec --files DIR … keeps it)',
      '',
    ].join('\n'),
  );
});

test('with --files they are written, into a folder that is made', async () => {
  const into = join(folder, 'new', 'audits');
  const { code, written } = await audit([csv], { files: into });
  expect(code).toBe(0);
  expect(await readFile(join(into, 'audit.csv'), 'utf8')).toBe(csv.text);
  expect(written.replaceAll(/\s/g, '')).toContain(`audit.csv:2lines,keptat${join(into, 'audit.csv')}`);
  expect(written).not.toContain('keeps it');
});

test('what is there already is not written over, which is said, and exits 5', async () => {
  await writeFile(join(folder, 'audit.csv'), 'mine');
  const other = { name: 'other.csv', text: 'other' };
  const { code, written } = await audit([csv, other], { files: folder });
  expect(code).toBe(5);
  expect(await readFile(join(folder, 'audit.csv'), 'utf8')).toBe('mine');
  expect(await readFile(join(folder, 'other.csv'), 'utf8')).toBe('other');
  expect(written.replaceAll(/\s+/g, ' ')).toContain(
    'is there already: move it away, or name another folder.',
  );
});

test('a folder that can be none is said, and exits 5', async () => {
  await writeFile(join(folder, 'file'), '');
  const { code, written } = await audit([csv], { files: join(folder, 'file', 'audits') });
  expect(code).toBe(5);
  expect(written).toContain('could not be written: ');
});

test.each([
  ['../../out.csv', '.._.._out.csv'],
  ['/etc/passwd', '_etc_passwd'],
  ['..', 'file..'],
  ['a\u001b[2J\nb.csv', 'a b.csv'],
])('a file called %j stays within the folder', async (name, expected) => {
  const { code } = await audit([{ name, text: 'x' }], { files: join(folder, 'in') });
  expect(code).toBe(0);
  expect(await readdir(join(folder, 'in'))).toEqual([expected]);
});

test('as JSON the answer stays whole, and the path follows', async () => {
  const { written } = await audit([csv], { files: folder, json: true });
  const frames = written
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(frames).toEqual([
    { type: 'answer', code: 'ok', card: { title: 'Audit', tone: 'plain', files: [csv] } },
    { type: 'file', name: 'audit.csv', path: join(folder, 'audit.csv') },
  ]);
});
