import { z } from 'zod';
import type { Rates } from '../rates.ts';
import type { ShownButton } from '../types.ts';
import { app, type World } from '../world.ts';
import { type Answer, ok, refused, tooMany } from './answer.ts';

/** All values of a card are texts. */
const cardData = z.strictObject({ cardParamMap: z.record(z.string(), z.string()) });
const creation = z.strictObject({
  cardTemplateId: z.string(),
  outTrackId: z.string().min(1).max(255),
  callbackType: z.literal('STREAM'),
  userIdType: z.literal(1).optional(),
  cardData,
  openSpaceId: z.string(),
  imGroupOpenSpaceModel: z.strictObject({ supportForward: z.boolean() }).optional(),
  imGroupOpenDeliverModel: z
    .strictObject({ robotCode: z.string(), atUserIds: z.record(z.string(), z.string()).optional() })
    .optional(),
  imRobotOpenSpaceModel: z.strictObject({ supportForward: z.boolean() }).optional(),
  imRobotOpenDeliverModel: z
    .strictObject({ spaceType: z.literal('IM_ROBOT'), robotCode: z.string().optional() })
    .optional(),
});
const change = z.strictObject({
  outTrackId: z.string(),
  cardData,
  cardUpdateOptions: z.strictObject({ updateCardDataByKey: z.boolean().optional() }).optional(),
});

const space = /^dtv1\.card\/\/(IM_GROUP|IM_ROBOT)\.(.+)$/;

/**
 * https://open.dingtalk.com/document/orgapp/create-and-deliver-cards. What becomes of an id that is used again is nowhere
 * said; here the card is shown once more, which is what a client has to fear.
 */
export function createAndDeliver(world: World, rates: Rates, body: unknown): Answer {
  const read = creation.safeParse(body);
  if (!read.success) return refused(400, 'param.invalid', read.error.message);
  const { cardTemplateId, outTrackId, openSpaceId, cardData } = read.data;
  if (cardTemplateId !== app.cardTemplate) return refused(400, 'param.cardTemplateNotExist');
  const [, type, id] = space.exec(openSpaceId) ?? [];
  const model = type === 'IM_GROUP' ? read.data.imGroupOpenDeliverModel : read.data.imRobotOpenDeliverModel;
  if (id === undefined || !model) return refused(400, 'param.openSpaceModelInvalid');
  if (!rates.take()) return tooMany;
  world.cards.set(outTrackId, cardData.cardParamMap);
  const reached = type === 'IM_GROUP' ? world.groups.get(id)?.robotIn : world.people.get(id)?.insider;
  if (reached)
    world.shown.push({
      id: world.id(),
      channel: type === 'IM_GROUP' ? id : `staff/${id}`,
      card: outTrackId,
      past: [],
      at: Object.keys(read.data.imGroupOpenDeliverModel?.atUserIds ?? {}),
      ...viewOf(cardData.cardParamMap),
    });
  const errorMsg = reached ? '' : 'the robot is not in the conversation';
  const deliverResults = [{ spaceId: id, spaceType: type, success: reached === true, errorMsg }];
  return ok({ success: true, result: { outTrackId, deliverResults } });
}

/** https://open.dingtalk.com/document/orgapp/interactive-card-update-interface */
export function updateCard(world: World, body: unknown): Answer {
  const read = change.safeParse(body);
  if (!read.success) return refused(400, 'param.invalid', read.error.message);
  const { outTrackId, cardData, cardUpdateOptions } = read.data;
  const before = world.cards.get(outTrackId);
  if (!before) return refused(400, 'param.outTrackIdNotExist');
  const kept = cardUpdateOptions?.updateCardDataByKey === true ? before : {};
  const now = { ...kept, ...cardData.cardParamMap };
  world.cards.set(outTrackId, now);
  for (const each of world.shown)
    if (each.card === outTrackId) Object.assign(each, viewOf(now), { past: [...each.past, ...each.buttons] });
  return ok({ success: true, result: true });
}

/** As the template of the README shows it: a title, a text, and a button in each place that has a text. */
function viewOf(params: Record<string, string>): { text: string; buttons: ShownButton[] } {
  const buttons = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((n) => {
    const title = params[`button${n}`] ?? '';
    return title === '' ? [] : [{ title, command: params[`command${n}`] ?? '' }];
  });
  return { text: params.text ?? '', buttons };
}
