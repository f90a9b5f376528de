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

describe('the steps of a weight', () => {
  test.each([
    ['ramp: [10%, 50%]', { steps: [10, 50], pauseMs: 30_000, probe: true }],
    ['ramp: [5%, 100%]', { steps: [5], pauseMs: 30_000, probe: true }],
    [
      'ramp: { steps: [1%, 99%], pause: 1m, probe: false }',
      { steps: [1, 99], pauseMs: 60_000, probe: false },
    ],
    ['ramp: { steps: [10%], pause: 0 }', { steps: [10], pauseMs: 0, probe: true }],
  ])('%s', (text, ramp) => expect(strategy(text)?.ramp).toEqual(ramp));

  test.each([
    ['drain: [50%, 10%]', { steps: [50, 10], pauseMs: 10_000 }],
    ['drain: { steps: [100%, 50%], pause: 1s }', { steps: [50], pauseMs: 1_000 }],
  ])('%s', (text, drain) => expect(strategy(text)?.drain).toEqual(drain));

  const back = 'must be the steps on the way back, each larger than the one before: `[10%, 50%]`';
  const out = 'must be the steps on the way out, each smaller than the one before: `[50%, 10%]`';
  const share = 'must be a share of the weight, a whole number from 1% to 100%';
  test.each([
    ['ramp: []', [back]],
    ['ramp: [100%]', [back]],
    ['ramp: [50%, 10%]', [back]],
    ['ramp: [10%, 10%]', [back]],
    ['ramp: 10%', [back]],
    ['ramp: [0%, 50%]', [share]],
    ['ramp: [10, 50%]', [share]],
    ['ramp: [10%, 150%, x]', [share, share]],
    ['ramp: { steps: [50%, 10%] }', [back]],
    ['ramp: { pause: 30s }', ['is missing']],
    ['ramp: { steps: [10%], pauze: 30s }', ['unknown key `pauze`; did you mean `pause`?']],
    ['drain: [10%, 50%]', [out]],
    ['drain: { steps: [50%], probe: true }', ['unknown key `probe`']],
  ])('are not %s', (text, messages) => {
    const found = wrong(text);
    expect(found).toHaveLength(messages.length);
    for (const [i, message] of messages.entries()) expect(found[i]).toContain(message);
  });
});
