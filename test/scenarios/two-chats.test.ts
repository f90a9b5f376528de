import { expect, it, onTestFailed } from 'vitest';
import { startDingTalk } from '../doubles/dingtalk/dingtalk.ts';
import { startSlack } from '../doubles/slack/slack.ts';
import { until } from './until.ts';
import { openWorld } from './world.ts';

it('what is begun in Slack is approved in DingTalk and the other way round; both show one decision', async () => {
  const world = await openWorld({ hosts: 2 });
  const slack = await startSlack();
  const dingtalk = await startDingTalk();
  try {
    const inSlack = { alice: slack.addUser({ name: 'alice' }), bob: slack.addUser({ name: 'bob' }) };
    const inDingTalk = { alice: dingtalk.addPerson('alice'), bob: dingtalk.addPerson('bob') };
    const channel = slack.addChannel({ name: 'deploys', botIn: true });
    const group = dingtalk.addGroup('deploys');
    const { botToken, appToken } = slack;
    const { clientId, clientSecret, cardTemplate } = dingtalk;
    const scene = await world.scene({
      minInService: 1,
      more: {
        people: {
          alice: { local: ['alice'], slack: inSlack.alice, dingtalk: inDingTalk.alice },
          bob: { slack: inSlack.bob, dingtalk: inDingTalk.bob },
        },
        chat: {
          slack: { botToken, appToken, apiUrl: slack.apiUrl },
          dingtalk: { clientId, clientSecret, cardTemplate, apiUrl: dingtalk.apiUrl },
        },
      },
      moreOfCluster: {
        channels: { slack: channel, dingtalk: group },
        access: { deploy: ['alice', 'bob'], approve: ['alice', 'bob'], distinctApprover: true },
      },
    });
    const slackReads = () => slack.transcript(channel);
    const dingtalkReads = () => dingtalk.transcript(group);
    onTestFailed(() => console.error(slackReads(), dingtalkReads()));
    const bothRead = (text: RegExp) =>
      until(
        () => `${text} in both:\n${slackReads()}\n${dingtalkReads()}`,
        () => [slackReads(), dingtalkReads()].every((read) => new RegExp(text).test(read)),
        120_000,
      );
    await until('both are connected', () => slack.sockets() > 0 && dingtalk.connections() > 0);

    await slack.command({ user: inSlack.alice, channel, text: 'deploy web v2' });
    await bothRead(/\[Approve\]/);
    // The same person on the other account is no second one.
    dingtalk.click(inDingTalk.alice, group, 'Approve');
    await until('alice is refused', () =>
      dingtalk.transcript(`staff/${inDingTalk.alice}`).includes('second person'),
    );
    dingtalk.click(inDingTalk.bob, group, 'Approve');
    await bothRead(/r1 deploy web v1 → v2 · succeeded/);
    await bothRead(/approved by bob/);
    await until(
      'neither offers the decision any more',
      () => !`${slackReads()}${dingtalkReads()}`.includes('[Approve]'),
    );

    dingtalk.say(inDingTalk.bob, group, 'deploy web v3');
    await bothRead(/r2 deploy web v2 → v3/);
    await bothRead(/\[Approve\]/);
    await slack.click({ user: inSlack.alice, channel, label: 'Approve' });
    // A click that was on its way in the other chat counts no more.
    dingtalk.click(inDingTalk.alice, group, 'Approve', { stale: true });
    await bothRead(/r2 deploy web v2 → v3 · succeeded/);
    await bothRead(/approved by alice/);
    for (const { name } of scene.hosts) expect(scene.host(name).deploys()).toEqual(['v2', 'v3']);
    expect([...slack.problems(), ...dingtalk.problems()]).toEqual([]);
  } finally {
    await world.close();
    await slack.stop();
    await dingtalk.stop();
  }
}, 300_000);
