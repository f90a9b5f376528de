import { z } from 'zod';
import type { Rates } from '../rates.ts';
import { safeJson } from '../stream.ts';
import type { ShownButton } from '../types.ts';
import { app, type World } from '../world.ts';
import { type Answer, ok, refused, tooMany } from './answer.ts';

const mostBytes = 15_000;
const mostUsers = 20;

const sending = { robotCode: z.string(), msgKey: z.string(), msgParam: z.string() };
const toGroup = z.strictObject({ ...sending, openConversationId: z.string() });
const toPeople = z.strictObject({ ...sending, userIds: z.array(z.string()).min(1) });

const filled = z.string().min(1);
const numbered = (n: number) =>
  Object.fromEntries(
    Array.from({ length: n }, (_, at) => at + 1).flatMap((each) => [
      [`actionTitle${each}`, filled],
      [`actionURL${each}`, filled],
    ]),
  );

/** https://open.dingtalk.com/document/development/robot-message-type: each key with exactly these parameters. */
const templates: Readonly<Record<string, z.ZodType<Record<string, string>>>> = {
  sampleText: z.strictObject({ content: filled }),
  sampleMarkdown: z.strictObject({ title: filled, text: filled }),
  sampleActionCard: z.strictObject({ title: filled, text: filled, singleTitle: filled, singleURL: filled }),
  ...Object.fromEntries(
    [2, 3, 4, 5].map((n) => [
      `sampleActionCard${n}`,
      z.strictObject({ title: filled, text: filled, ...numbered(n) }),
    ]),
  ),
};

/** https://open.dingtalk.com/document/orgapp/the-robot-sends-a-group-message */
export function sendToGroup(world: World, rates: Rates, body: unknown): Answer {
  const read = toGroup.safeParse(body);
  if (!read.success) return refused(400, 'invalidParameter.param.invalid', read.error.message);
  const { openConversationId, robotCode } = read.data;
  const group = world.groups.get(openConversationId);
  if (robotCode !== app.clientId) return refused(400, 'invalidParameter.robotCode.auth');
  if (!group) return refused(400, 'invalid.openConversationId');
  if (!group.robotIn)
    return refused(400, 'invalidParameter.robotCode.notExsit', 'the robot is not in the group');
  const message = messageOf(read.data);
  if ('status' in message) return message;
  if (!rates.take()) return tooMany;
  world.shown.push({ id: world.id(), channel: openConversationId, at: [], past: [], ...message });
  return ok({ processQueryKey: world.id() });
}

/** https://open.dingtalk.com/document/orgapp/chatbots-send-one-on-one-chat-messages-in-batches */
export function sendToPeople(world: World, rates: Rates, body: unknown): Answer {
  const read = toPeople.safeParse(body);
  if (!read.success) return refused(400, 'invalidParameter.param.invalid', read.error.message);
  const { userIds, robotCode } = read.data;
  if (robotCode !== app.clientId) return refused(400, 'invalidParameter.robotCode.auth');
  if (userIds.length > mostUsers) return refused(400, 'invalidParameter.userIds.overMax');
  const message = messageOf(read.data);
  if ('status' in message) return message;
  if (!rates.take()) return tooMany;
  const known = userIds.filter((id) => world.people.get(id)?.insider);
  for (const id of known)
    world.shown.push({ id: world.id(), channel: `staff/${id}`, at: [id], past: [], ...message });
  const invalidStaffIdList = userIds.filter((id) => !known.includes(id));
  return ok({ processQueryKey: world.id(), invalidStaffIdList, flowControlledStaffIdList: [] });
}

function messageOf({ msgKey, msgParam }: { msgKey: string; msgParam: string }) {
  const template = templates[msgKey];
  if (!template) return refused(400, 'invalidParameter.msgKey.invalid');
  if (Buffer.byteLength(msgParam, 'utf8') > mostBytes)
    return refused(400, 'invalidParameter.msgParam.tooLong');
  const read = template.safeParse(safeJson(msgParam));
  if (!read.success) return refused(400, 'invalidParameter.msgParam.invalid', read.error.message);
  const { text, content = '', ...rest } = read.data;
  return { text: text ?? content, buttons: buttonsOf(rest) };
}

function buttonsOf(params: Record<string, string>): ShownButton[] {
  const { singleTitle, singleURL } = params;
  if (singleTitle !== undefined) return [{ title: singleTitle, command: commandIn(singleURL ?? '') }];
  return [1, 2, 3, 4, 5].flatMap((n) => {
    const title = params[`actionTitle${n}`];
    return title === undefined ? [] : [{ title, command: commandIn(params[`actionURL${n}`] ?? '') }];
  });
}

function commandIn(url: string): string {
  const found = /^dtmd:\/\/dingtalkclient\/sendMessage\?content=([^&]+)$/.exec(url)?.[1];
  if (found === undefined) throw new Error(`a button leads elsewhere: ${url}`);
  return decodeURIComponent(found);
}
