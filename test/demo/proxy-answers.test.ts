import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Front, startBundledFront, startHaproxyFront } from './proxy-peer.ts';
import { stateOf } from './proxy-rows.ts';

let real: Front;
let bundled: Front;
beforeAll(async () => {
  [real, bundled] = await Promise.all([startHaproxyFront(), startBundledFront()]);
});
afterAll(async () => {
  await Promise.all([real.close(), bundled.close()]);
});

const fronts = (): readonly Front[] => [real, bundled];
const both = async <T>(what: (front: Front) => Promise<T>): Promise<readonly [T, T]> => [
  await what(real),
  await what(bundled),
];

describe('the same answers as HAProxy, to the letter', () => {
  const commands = [
    'set server web/nope state drain',
    'set server nope/web-01 state drain',
    'set server web/web-01 state bogus',
    'set server web/web-01 state',
    'set server web/web-01 state DRAIN',
    'set server web/web-01 weight 257',
    'set server web/web-01 weight -1',
    'set server web/web-01 weight -5%',
    'set server web/web-01 weight x',
    'set server web/web-01 weight %',
    'set server web/web-01 weight 12abc',
    'set server web/web-01 weight',
    'set server web',
    'set server web/',
    'set server /web-01 state ready',
    'set server',
    'set server web/web-01 weight 100',
    'set server web/web-01 weight 100%',
    'set server web/web-01 state ready; set server web/nope state ready',
    '  set   server web/web-01   state   ready',
    'set server web/web-01 state ready and more',
    'show servers state nope',
    'show stat nope 4 -1',
  ];
  it.each(commands)('%s', async (command) => {
    const [wanted, got] = await both((front) => front.ask(command));
    expect(got).toBe(wanted);
  });

  it.each(['bogus', 'show servers', 'SET server web/web-01 state ready', 'show bogus web'])(
    'does not know: %s',
    async (command) => {
      const [wanted, got] = await both((front) => front.ask(command));
      expect(wanted).toMatch(/^Unknown command/);
      expect(got).toMatch(/^Unknown command/);
      expect(got.endsWith('\n\n')).toBe(wanted.endsWith('\n\n'));
    },
  );

  it('explains set server where it does not know the setting', async () => {
    for (const answer of await both((front) => front.ask('set server web/web-01 foo bar')))
      expect(answer).toMatch(/^usage: set server <backend>\/<server> .*state \| weight\n\n$/);
  });
});

describe('a connection to the runtime API', () => {
  const dialogue = (front: Front, writes: readonly string[], end = false): Promise<string> =>
    new Promise((resolve, reject) => {
      let said = '';
      const left = [...writes];
      const socket = connect(front.socket);
      const next = (): void => {
        const text = left.shift();
        if (text !== undefined) socket.write(text);
        if (end && left.length === 0) socket.end();
      };
      socket.on('connect', next);
      socket.on('data', (bytes) => {
        said += bytes.toString();
        if (said.endsWith('> ')) next();
      });
      socket.on('end', () => resolve(said));
      socket.on('error', reject);
    });

  it('takes several lines at once and closes', async () => {
    const lines = ['set server web/web-01 state ready\nset server web/nope state ready\n'];
    const [wanted, got] = await both((front) => dialogue(front, lines));
    expect(got).toBe(wanted);
  });

  it('stays open after prompt, until quit', async () => {
    const lines = [
      'prompt\n',
      'set server web/web-01 state ready\n',
      'set server web/nope state ready\n',
      'quit\n',
    ];
    const [wanted, got] = await both((front) => dialogue(front, lines));
    expect(got).toBe(wanted);
  });

  it('does nothing on a line that never ended', async () => {
    const [wanted, got] = await both((front) => dialogue(front, ['set server web/web-01 state drain'], true));
    expect(got).toBe(wanted);
    for (const front of fronts()) expect((await stateOf(front)).srv_admin_state).toBe('0');
  });
});
