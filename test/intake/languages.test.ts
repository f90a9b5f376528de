import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createIntake } from '../../src/intake/door.ts';
import type { Answer, Request } from '../../src/intake/intake.ts';
import { createLanguages, type LanguageSettings, type Reader } from '../../src/intake/languages.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Language } from '../../src/text/language.ts';
import { openStage, type Stage } from '../workflow/stage.ts';

const noRequests = { answer: async () => undefined, keep: async () => {}, forgetBefore: async () => {} };

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const slack = (channel: string) => ({ chat: 'slack', channel }) as const;

describe('the language of who asks', () => {
  const chosen = new Map<string, Language>();
  const settings = (given: { language: Language; slack?: Language }): LanguageSettings => ({
    language: given.language,
    people: [
      { name: 'mei', local: [], slack: [], language: 'zh-CN' },
      { name: 'bob', local: [], slack: [] },
    ],
    chat: {
      local: { enabled: true },
      slack: {
        botToken: new Secret('xoxb-1'),
        by: { mode: 'socket', appToken: new Secret('xapp-1') },
        ...(given.slack && { language: given.slack }),
        languages: { C1: 'zh-CN', C2: 'en' },
      },
    },
  });
  const of = (reader: Reader, given: { language: Language; slack?: Language }) =>
    createLanguages(settings(given), { of: async (person) => chosen.get(person) }).of(reader);
  beforeEach(() => chosen.clear());

  test.each<[string, Reader, { language: Language; slack?: Language }, Language]>([
    ['the installation’s', { person: 'bob' }, { language: 'zh-CN' }, 'zh-CN'],
    ['Slack’s before it', { person: 'bob', place: slack('C9') }, { language: 'en', slack: 'zh-CN' }, 'zh-CN'],
    [
      'the channel’s before it',
      { person: 'bob', place: slack('C2') },
      { language: 'zh-CN', slack: 'zh-CN' },
      'en',
    ],
    ['a channel of no Slack language', { person: 'bob', place: slack('C9') }, { language: 'zh-CN' }, 'zh-CN'],
    ['the terminal’s before it', { person: 'bob', language: 'en' }, { language: 'zh-CN' }, 'en'],
    [
      'the person’s before all',
      { person: 'mei', place: slack('C2'), language: 'en' },
      { language: 'en' },
      'zh-CN',
    ],
    ['nobody’s whom it does not know', { person: 'eve' }, { language: 'en' }, 'en'],
  ])('is %s', async (_, reader, given, wanted) => {
    expect(await of(reader, given)).toBe(wanted);
  });

  it('is what the person chose, whatever the config says', async () => {
    chosen.set('mei', 'en');
    expect(await of({ person: 'mei', place: slack('C1') }, { language: 'zh-CN' })).toBe('en');
  });
});

describe('who chooses a language', () => {
  let count = 0;
  const ask = (request: Partial<Request>): Promise<Answer> =>
    createIntake(stage.desk, noRequests).handle({ id: `l${++count}`, person: 'mei', text: '', ...request });
  const asked = async () => {
    const entries = await stage.store.audit.since(new Date(0), 1);
    return entries[0]?.body;
  };

  it('is answered in it at once, from then on, and again in another one', async () => {
    expect(await ask({ text: 'language' })).toMatchObject({
      card: { title: 'You are answered in English; `language zh-CN` changes that' },
    });
    expect(await ask({ text: 'language zh-CN' })).toMatchObject({
      code: 'ok',
      language: 'zh-CN',
      card: { title: '今后以中文回复您；频道仍使用各自的语言' },
    });
    expect(await ask({ text: '语言' })).toMatchObject({
      language: 'zh-CN',
      card: { title: '当前以中文回复您；用 `language en` 更改' },
    });
    expect((await ask({ text: 'language', person: 'bob' })).card.title).toContain('English');
    expect((await ask({ text: '语言 en' })).card.title).toContain('you are answered in English');
    expect(await ask({ text: 'language' })).not.toMatchObject({ language: 'zh-CN' });
  });

  it('is recorded in English', async () => {
    await ask({ text: 'language 中文' });
    expect(await asked()).toMatchObject({
      type: 'asked',
      text: 'language 中文',
      answer: 'From now on you are answered in Chinese; channels keep their own language',
    });
    await ask({ text: '语言' });
    expect(await asked()).toMatchObject({
      answer: 'You are answered in Chinese; `language en` changes that',
    });
    await ask({ text: 'language en' });
  });

  it('is told which there are', async () => {
    const { code, card } = await ask({ text: 'language de' });
    expect([code, card.title]).toEqual(['wrong', '“de” is no language of mine; there are en|zh-CN.']);
  });
});

it('is a DingTalk group’s own, or DingTalk’s, where the person chose none', async () => {
  const languages = createLanguages(
    {
      language: 'en',
      people: [],
      chat: {
        local: { enabled: true },
        dingtalk: {
          ...{ clientId: 'a', clientSecret: new Secret('b'), robotCode: 'a', apiUrl: 'https://a/' },
          language: 'zh-CN',
          languages: { 'cidEn==': 'en' },
        },
      },
    },
    { of: async () => undefined },
  );
  const at = (channel: string) => languages.of({ person: 'alice', place: { chat: 'dingtalk', channel } });
  expect([await at('cidOps=='), await at('cidEn==')]).toEqual(['zh-CN', 'en']);
});
