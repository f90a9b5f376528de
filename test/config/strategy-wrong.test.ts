import { describe, expect, test } from 'vitest';
import { changed, config, problems } from './support.ts';

const withStrategy = (text: string): string =>
  changed(['    verify:', `    strategy: { ${text} }\n    verify:`]);
const wrong = (text: string): string[] =>
  problems(withStrategy(text)).map((line) => line.replace(/^\d+:\d+ clusters\.web\.strategy/, ''));
const strategy = (text: string) => config(withStrategy(text)).clusters[0]?.strategy;

describe('the port on which connections are counted', () => {
  test.each([
    ['connections: { port: 8080 }', [8080]],
    ['connections: { port: [80, "443"] }', [80, 443]],
    ['connections: { port: false }', []],
    ['connections: { within: 10s }', undefined],
  ])('%s', (text, ports) => expect(strategy(text)?.connections.ports).toEqual(ports));

  const told = 'must be a port, a list of ports, or `false` for “not counted”';
  test.each([
    ['0', 'must be a port, a whole number from 1 to 65535, not `0`'],
    ['[]', 'must be a port, or a list of at least one'],
    ['true', told],
    ['[80, 70000]', 'must be a port, a whole number from 1 to 65535, not `70000`'],
  ])('is not %s', (text, message) => {
    const [only, ...others] = wrong(`connections: { port: ${text} }`);
    expect([only?.replace(/^[^:]*: /, ''), others]).toEqual([message, []]);
  });
});
