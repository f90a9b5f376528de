import type { z } from 'zod';
import { staffId } from './dingtalk.ts';
import { isRecord, keys, language, list, named, text } from './leaf.ts';
import { userGroupId, userId } from './slack.ts';
import { oneOrMany, plainName, whenMapping } from './special.ts';

const person = keys({
  local: list(text('a login name', /^[^\s,]+$/), 'login names')
    .optional()
    .describe("Login names of this person on the bot's own machine, for the terminal."),
  slack: oneOrMany(userId(), "a Slack user's id")
    .optional()
    .describe(
      'Slack user id of this person (`U012AB3CD`: “Copy member ID” in the profile), or a list of them.',
    ),
  dingtalk: oneOrMany(staffId(), "a DingTalk user's id")
    .optional()
    .describe("DingTalk user id of this person (the userid in the company's directory), or a list of them."),
  language: language()
    .optional()
    .describe(
      'In which language this person is answered, whatever the channel or the terminal has; `language` typed to the bot changes it.',
    ),
});

export const people = named(person, plainName)
  .optional()
  .meta({ 'x-default': 'everybody is known by their login name' })
  .describe(
    'The people who may use the bot, by the names under which the journal records what they did. In a chat, nobody is known but they and, in Slack, the user groups of `groups`.',
  );

const group = keys({
  people: list(text("a person's name", /^[^\s,@]+$/), 'people')
    .optional()
    .describe('Names of `people` who belong to it.'),
  slack: userGroupId()
    .optional()
    .describe(
      "Id of a Slack user group (`S012AB3CD`: “Copy group ID” in the group's menu) whose members belong to it too.",
    ),
}).superRefine((given, context) => {
  if (isRecord(given) && !('people' in given) && !('slack' in given))
    context.addIssue("is nobody: give it `people`, a Slack user group's id as `slack`, or both");
}, whenMapping);

export const groups = named(group, plainName)
  .optional()
  .describe(
    'Several people under one name for `access`. Who is only in a Slack user group is known as HANDLE/ID.',
  );

export type PersonInput = z.output<typeof person>;
export type GroupInput = z.output<typeof group>;
