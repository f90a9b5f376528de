import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, ok, startBot } from './bot.ts';

describe('a command in Slack', () => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot();
    await bot.start();
  });
  afterEach(async () => {
    expect(bot.slack.problems()).toEqual([]);
    await bot.stop();
  });
  const command = (text: string, user = bot.alice) => bot.slack.command({ user, channel: bot.ops, text });
  const told = (user = bot.alice) => bot.slack.ephemerals(user).map((message) => bot.slack.read(message));

  it('is acknowledged before it is answered, and answered to the person only', async () => {
    let answer: (text: string) => void = () => undefined;
    bot.answers(() => new Promise((resolve) => (answer = (text) => resolve(ok(text)))));
    const acked = await command('status web');
    expect(acked).toMatchObject({ acked: true, payload: {} });
    expect(told()).toEqual([]);
    await expect
      .poll(() => bot.requests)
      .toEqual([
        {
          id: `slack:${acked.triggerId}`,
          person: 'alice',
          text: 'status web',
          place: { chat: 'slack', channel: bot.ops },
        },
      ]);
    answer('all is well');
    await expect.poll(() => told().join()).toContain('all is well');
    expect(bot.slack.messages(bot.ops)).toEqual([]);
  });

  it('is answered to the whole channel where others want to see it', async () => {
    bot.answers(() => ({ ...ok('web is locked by alice'), open: true }));
    await command('lock web migration');
    await expect.poll(() => bot.slack.transcript(bot.ops)).toContain('web is locked by alice');
  });

  it('mentions whom it concerns', async () => {
    bot.answers(() => ({ ...ok('web is locked: she is ill'), open: true, mention: ['alice', 'nobody'] }));
    await command('lock web --steal she is ill');
    await expect.poll(() => JSON.stringify(bot.slack.messages(bot.ops))).toContain(`<@${bot.alice}>`);
  });

  it('that is wrong gets the nearest right one as a button, which sends it', async () => {
    bot.answers(({ text }) =>
      text === 'status web'
        ? ok('well')
        : {
            code: 'wrong',
            card: {
              title: 'There is no command “statsu”.',
              tone: 'warning',
              buttons: [{ label: 'Send it', command: 'status web' }],
            },
          },
    );
    await command('statsu web');
    await expect.poll(() => told().join()).toContain('There is no command');
    const clicked = await bot.slack.click({ user: bot.alice, channel: bot.ops, label: 'Send it' });
    expect(clicked.acked).toBe(true);
    await expect.poll(() => told().join()).toContain('well');
    expect(bot.requests.at(-1)).toMatchObject({ text: 'status web', person: 'alice', click: true });
  });

  it('comes in as it was typed, up to 10,000 characters of anything', async () => {
    const text = `lock web ${'<!channel> &*_~`\u202e\u200b; rm -rf / '.repeat(400)}`.slice(0, 10_000).trim();
    expect((await command(text)).acked).toBe(true);
    await expect.poll(() => bot.requests.length).toBe(1);
    expect(bot.requests[0]?.text).toHaveLength(text.replace(/<!channel>/g, '@channel').length);
    await expect.poll(() => told().length).toBe(1);
    expect(told().join()).not.toContain('<!channel>');
  });

  it('whose answer the board tells here anyway is not answered twice', async () => {
    bot.answers(() => ({ ...ok('the plan'), rollout: 'r1' }));
    bot.tells({ subject: 'r1', place: { chat: 'slack', channel: bot.ops } });
    await command('deploy web v2');
    await expect.poll(() => bot.requests.length).toBe(1);
    await command('status r1');
    await expect.poll(() => told().join()).toContain('the plan');
    expect(told()).toHaveLength(1);
  });

  it('whose answer is told elsewhere is answered with where', async () => {
    const deploys = bot.slack.addChannel({ name: 'deploys' });
    bot.answers(() => ({ ...ok('the plan'), rollout: 'r1' }));
    bot.tells({ subject: 'r1', place: { chat: 'slack', channel: deploys } });
    await command('deploy web v2');
    await expect.poll(() => told().join()).toMatch(/r1 is told in #deploys/);
  });

  it('that is refused is answered, wherever its rollout is told', async () => {
    bot.answers(() => ({ code: 'refused', rollout: 'r1', card: { title: 'r1 has ended', tone: 'warning' } }));
    bot.tells({ subject: 'r1', place: { chat: 'slack', channel: bot.ops } });
    await command('abort r1');
    await expect.poll(() => told().join()).toContain('r1 has ended');
  });

  it('is answered and logged where intake fails', async () => {
    bot.answers(() => {
      throw new Error('the database is full');
    });
    await command('status');
    await expect.poll(() => told().join()).toContain('the database is full');
    expect(bot.log.join()).toContain('the database is full');
  });

  it('of somebody unknown is refused with the line that the config needs', async () => {
    const zoe = bot.slack.addUser({ name: 'zoe' });
    await command('deploy web v2', zoe);
    await expect.poll(() => told(zoe).join()).toContain(`zoe: { slack: ${zoe} }`);
    expect(bot.requests).toEqual([]);
  });

  it('of another workspace is refused, also under a known id', async () => {
    const guest = bot.slack.addUser({ name: 'guest', teamId: 'T0OTHER' });
    await command('deploy web v2', guest);
    await expect.poll(() => told(guest).join()).toContain('workspace');
    await bot.slack.command({ user: bot.alice, channel: bot.ops, text: 'status', teamId: 'T0OTHER' });
    await expect.poll(() => told().join()).toContain('workspace');
    expect(bot.requests).toEqual([]);
  });

  it('with a file sends it into the conversation with the person', async () => {
    bot.answers(() => ({
      code: 'ok',
      card: { title: 'audit', tone: 'plain', files: [{ name: 'audit.csv', text: 'a,b\n1,é\n' }] },
    }));
    await command('audit');
    await expect.poll(() => bot.slack.calls('files.completeUploadExternal').length).toBe(1);
    const [dm] = bot.slack.calls('chat.postMessage');
    expect(dm?.args.channel).toBe(bot.alice);
    const id =
      String(bot.slack.calls('files.completeUploadExternal')[0]?.args.files).match(/F\w+/)?.[0] ?? '';
    expect(bot.slack.fileContent(id)).toBe('a,b\n1,é\n');
  });

  it('alone opens the form', async () => {
    await command('');
    await expect.poll(() => bot.slack.viewsOf(bot.alice).length).toBe(1);
    expect(bot.requests).toEqual([]);
  });

  it('comes again and is the same request', async () => {
    await command('deploy web v2');
    await expect.poll(() => bot.requests.length).toBe(1);
    await bot.slack.trouble.redeliver();
    await expect.poll(() => bot.requests.length).toBe(2);
    expect(bot.done).toHaveLength(1);
  });
});
