import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTyped, withoutMention } from '../../../../src/chat/slack/receive/undo.ts';

const nobody = () => undefined;
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

describe('what a person typed', () => {
  it.each([
    ['deploy web <http://v1.42|v1.42>', 'deploy web v1.42'],
    ['deploy web <https://example.com/a>', 'deploy web https://example.com/a'],
    ['status <mailto:a@b.de|a@b.de>', 'status a@b.de'],
    ['lock web a &amp;&amp; b &lt;c&gt;', 'lock web a && b <c>'],
    ['lock web &amp;lt;', 'lock web &lt;'],
    ['lock web <!here> <!subteam^S1|@oncall> <#C1|general>', 'lock web @here @oncall #general'],
    ['lock web one\ntwo\r\n\tthree', 'lock web one two three'],
    ['audit --person <@U9|zoe>', 'audit --person zoe'],
    ['audit --person <@U9>', 'audit --person U9'],
  ])('%s', (slack, typed) => {
    expect(asTyped(slack, nobody)).toBe(typed);
  });

  it('has people by the names of the config', () => {
    expect(asTyped('audit --person <@U1|al>', (user) => (user === 'U1' ? 'alice' : undefined))).toBe(
      'audit --person alice',
    );
  });

  it('is exactly what Slack escaped, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('&', '<', '>', ';', 'a', 'lt', 'amp', '|', '@', '!') }),
        (text) => {
          expect(asTyped(escaped(text), nobody)).toBe(text);
        },
      ),
    );
  });
});

describe('a message without its mention', () => {
  it.each([
    ['<@UBOT> status web', 'status web'],
    ['status web <@UBOT>', 'status web'],
    ['<@UBOT> `deploy web v2`', 'deploy web v2'],
    ['<@UBOT> ```deploy web v2```', 'deploy web v2'],
    ['<@UBOT>', ''],
    ['<@UBOT> lock web `ab` and `cd`', 'lock web `ab` and `cd`'],
    ['<@UOTHER> status', '<@UOTHER> status'],
  ])('%s', (text, rest) => {
    expect(withoutMention(text, 'UBOT')).toBe(rest);
  });
});
