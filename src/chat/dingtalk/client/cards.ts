import { z } from 'zod';
import type { DingTalkChat } from '../../../model/config.ts';
import { kept } from '../../../text/say.ts';
import type { CardParams } from '../render/card-params.ts';
import type { Call } from './call.ts';
import { conversationOf } from './places.ts';
import { DingTalkFailure } from './trouble.ts';

/** Cards of the company's own template. Their ids are ours, so that what became of one can be asked. */
export interface Cards {
  /** Makes the card and shows it. @param mention staff ids with names, of whom a group is told */
  post(
    id: string,
    channel: string,
    params: CardParams,
    mention: Readonly<Record<string, string>>,
  ): Promise<void>;
  update(id: string, params: CardParams): Promise<void>;
}

const delivered = z.object({
  result: z.object({
    deliverResults: z.array(z.object({ success: z.boolean(), errorMsg: z.string().nullish() })).min(1),
  }),
});
const changed = z.object({ success: z.literal(true) });

const createAndDeliver = 'v1.0/card/instances/createAndDeliver';
const instances = 'v1.0/card/instances';

/**
 * https://open.dingtalk.com/document/orgapp/create-and-deliver-cards and
 * https://open.dingtalk.com/document/orgapp/interactive-card-update-interface
 */
export function createCards(
  call: Call,
  { robotCode, cardTemplate }: Pick<DingTalkChat, 'robotCode'> & { readonly cardTemplate: string },
): Cards {
  return {
    async post(id, channel, params, mention) {
      const body = {
        cardTemplateId: cardTemplate,
        outTrackId: id,
        callbackType: 'STREAM',
        userIdType: 1,
        cardData: { cardParamMap: params },
        ...spaceOf(channel, robotCode, mention),
      };
      const { result } = await call('POST', createAndDeliver, body, delivered);
      const failed = result.deliverResults.find(({ success }) => !success);
      // The call says OK, and the card was shown nowhere.
      if (failed)
        throw new DingTalkFailure(createAndDeliver, {
          kind: 'refused',
          code: notDelivered,
          message: failed.errorMsg ?? kept`no reason given`,
        });
    },
    async update(id, params) {
      const body = {
        outTrackId: id,
        cardData: { cardParamMap: params },
        // Otherwise what is not named here is gone.
        cardUpdateOptions: { updateCardDataByKey: true },
      };
      await call('PUT', instances, body, changed);
    },
  };
}

export const notDelivered = 'card.notDelivered';

function spaceOf(channel: string, robotCode: string, mention: Readonly<Record<string, string>>): object {
  const to = conversationOf(channel);
  if ('person' in to)
    return {
      openSpaceId: `dtv1.card//IM_ROBOT.${to.person}`,
      imRobotOpenSpaceModel: { supportForward: false },
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
    };
  return {
    openSpaceId: `dtv1.card//IM_GROUP.${to.group}`,
    imGroupOpenSpaceModel: { supportForward: false },
    imGroupOpenDeliverModel: {
      robotCode,
      ...(Object.keys(mention).length > 0 && { atUserIds: mention }),
    },
  };
}
