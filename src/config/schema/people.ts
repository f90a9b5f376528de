import type { z } from 'zod';
import { kept } from '../../text/say.ts';
import { staffId } from './dingtalk.ts';
import { isRecord, keys, language, list, named, text } from './leaf.ts';
import { userGroupId, userId } from './slack.ts';
import { oneOrMany, plainName, whenMapping } from './special.ts';

const person = keys({
  local: list(
    text(kept`must be a login name`, /^[^\s,]+$/),
    kept`must be a list of login names`,
    kept`must name at least one of its login names`,
  )
    .optional()
    .describe(kept`Login names of this person on the bot's own machine, for the terminal.`),
  slack: oneOrMany(userId(), kept`a Slack user's id`)
    .optional()
    .describe(
      kept`Slack user id of this person (\`U012AB3CD\`: “Copy member ID” in the profile), or a list of them.`,
    ),
  dingtalk: oneOrMany(staffId(), kept`a DingTalk user's id`)
    .optional()
    .describe(
      kept`DingTalk user id of this person (the userid in the company's directory), or a list of them.`,
    ),
  language: language()
    .optional()
    .describe(
      kept`In which language this person is answered, whatever the channel or the terminal has; \`language\` typed to the bot changes it.`,
    ),
});

export const people = named(person, plainName)
  .optional()
  .meta({ 'x-default': kept`everybody is known by their login name` })
  .describe(
    kept`The people who may use the bot, by the names under which the journal records what they did. In a chat, nobody is known but they and, in Slack, the user groups of \`groups\`.`,
  );

const group = keys({
  people: list(
    text(kept`must be a person's name`, /^[^\s,@]+$/),
    kept`must be a list of people`,
    kept`must name at least one of its people`,
  )
    .optional()
    .describe(kept`Names of \`people\` who belong to it.`),
  slack: userGroupId()
    .optional()
    .describe(
      kept`Id of a Slack user group (\`S012AB3CD\`: “Copy group ID” in the group's menu) whose members belong to it too.`,
    ),
}).superRefine((given, context) => {
  if (isRecord(given) && !('people' in given) && !('slack' in given))
    context.addIssue(kept`is nobody: give it \`people\`, a Slack user group's id as \`slack\`, or both`);
}, whenMapping);

export const groups = named(group, plainName)
  .optional()
  .describe(
    kept`Several people under one name for \`access\`. Who is only in a Slack user group is known as HANDLE/ID.`,
  );

export type PersonInput = z.output<typeof person>;
export type GroupInput = z.output<typeof group>;
