import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { algorithmsFor } from '../../../src/transport/ssh/host-key.ts';
import { entriesFor, parseKnownHosts } from '../../../src/transport/ssh/known-hosts.ts';
import { makeKey } from '../../peers/sshd.ts';

const dir = mkdtempSync(join(tmpdir(), 'rollout-known-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const publicKey = (name: string): string => {
  const [type, base64] = readFileSync(`${makeKey(join(dir, name), 'ed25519')}.pub`, 'utf8').split(' ');
  return `${type} ${base64}`;
};
const key = publicKey('one');
const other = publicKey('two');

const linesFor = (text: string, host: string, port = 22): number[] =>
  entriesFor(parseKnownHosts(text), host, port).map((entry) => entry.line);

describe('known_hosts', () => {
  test.each([
    ['a plain name', `web-01 ${key}`, 'web-01', 22, true],
    ['a name in other case', `Web-01 ${key}`, 'WEB-01', 22, true],
    ['another name', `web-01 ${key}`, 'web-011', 22, false],
    ['one of several names', `a,web-01,10.0.0.1 ${key}`, '10.0.0.1', 22, true],
    ['a comment after the key', `web-01 ${key} root@web-01 of old`, 'web-01', 22, true],
    ['tabs', `web-01\t${key.replace(' ', '\t')}`, 'web-01', 22, true],
    ['a port', `[web-01]:2222 ${key}`, 'web-01', 2222, true],
    ['another port', `[web-01]:2222 ${key}`, 'web-01', 2223, false],
    ['a port, asked for the standard one', `[web-01]:2222 ${key}`, 'web-01', 22, false],
    ['a plain name, asked for another port as in ssh(1)', `web-01 ${key}`, 'web-01', 2222, true],
    ['a star', `web-* ${key}`, 'web-01', 22, true],
    ['a question mark', `web-0? ${key}`, 'web-01', 22, true],
    ['a dot, which is only a dot', `web.01 ${key}`, 'web-01', 22, false],
    ['a negation', `web-*,!web-01 ${key}`, 'web-01', 22, false],
    ['a negation of another', `web-*,!web-02 ${key}`, 'web-01', 22, true],
    ['a negation alone', `!web-02 ${key}`, 'web-01', 22, false],
    ['an IPv6 address', `[fe80::1]:22,fe80::1 ${key}`, 'fe80::1', 22, true],
    ['a pattern with a port', `[web-*]:2222 ${key}`, 'web-01', 2222, true],
  ])('with %s', (_, line, host, port, found) => {
    expect(linesFor(`# comment\n\n${line}\r\n`, host, port)).toEqual(found ? [3] : []);
  });

  test('knows a port by its own entry before the plain name', () => {
    expect(linesFor(`web-01 ${key}\n[web-01]:2222 ${other}`, 'web-01', 2222)).toEqual([2]);
  });

  test('reads what ssh-keygen -H hashed', () => {
    const file = join(dir, 'hashed');
    writeFileSync(file, `web-01 ${key}\n[web-02]:2222 ${other}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'pipe' });
    const hashed = readFileSync(file, 'utf8');
    expect(hashed).not.toContain('web-0');
    expect(linesFor(hashed, 'web-01')).toEqual([1]);
    expect(linesFor(hashed, 'web-02', 2222)).toEqual([2]);
    expect(linesFor(hashed, 'web-02')).toEqual([]);
  });

  test('keeps revoked keys apart, and says why a line counts for nothing', () => {
    const text = [
      `@revoked * ${key}`,
      `@cert-authority *.x ${key}`,
      `@else x ${key}`,
      'web-01',
      `web-01 ssh-rsa AAAA`,
    ];
    const { entries, ignored } = parseKnownHosts(text.join('\n'));
    expect(entries.map(({ line, revoked }) => [line, revoked])).toEqual([[1, true]]);
    expect(ignored.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(ignored[0]?.reason).toContain('@cert-authority');
  });

  test('decides which host key algorithms are offered first', () => {
    expect(algorithmsFor([], [])[0]).toBe('ssh-ed25519');
    expect(algorithmsFor(['ssh-rsa'], []).slice(0, 3)).toEqual(['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa']);
    expect(algorithmsFor(['ssh-rsa'], [])).toContain('ssh-ed25519');
    expect(algorithmsFor([], ['ssh-ed25519', 'ssh-rsa'])).toEqual([
      'ecdsa-sha2-nistp256',
      'ecdsa-sha2-nistp384',
      'ecdsa-sha2-nistp521',
    ]);
  });
});
