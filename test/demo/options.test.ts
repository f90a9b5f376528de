import { describe, expect, it } from 'vitest';
import { readOptions } from '../../demo/options.ts';

describe('the demo’s options', () => {
  it('reads them', () => {
    expect(readOptions([], {})).toEqual({ help: false, crash: false, proxy: undefined });
    expect(readOptions(['--crash'], { ROLLOUT_DEMO_PROXY: 'bundled' })).toMatchObject({
      crash: true,
      proxy: 'bundled',
    });
    expect(readOptions(['--help'], { ROLLOUT_DEMO_PROXY: '' })).toMatchObject({
      help: true,
      proxy: undefined,
    });
  });

  it('refuses what it does not know', () => {
    expect(() => readOptions(['--crahs'], {})).toThrow('--crahs');
    expect(() => readOptions([], { ROLLOUT_DEMO_PROXY: 'nginx' })).toThrow('nginx');
  });
});
