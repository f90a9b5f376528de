import { channelOfPerson } from '../client/places.ts';
import { commandParam } from '../render/card-params.ts';
import type { Delivered } from '../stream/socket.ts';
import { type CardClick, cardClick, payloadOf } from './payloads.ts';
import { serve } from './serve.ts';
import type { Service } from './service.ts';

/** A click on a card: the person sends the button's command. */
export async function onClick(
  service: Service,
  { data, messageId }: Delivered,
  isNew: (id: string) => boolean,
): Promise<void> {
  if (!isNew(messageId)) return;
  const click = payloadOf(cardClick, data);
  const text = click.content.cardPrivateData.params[commandParam];
  if (typeof text !== 'string' || text.trim() === '') return;
  await serve(service, {
    // A click has no id of its own: one that comes again comes in the same message.
    id: `dingtalk:card:${messageId}`,
    // Cards are shown to members only, and the id is one of this company's directory.
    sender: { staffId: click.userId, nick: '', ofThisCompany: true },
    channel: channelOf(click),
    text,
    click: true,
  });
}

const channelOf = ({ spaceType, spaceId, userId }: CardClick): string =>
  spaceType === 'IM_GROUP' && spaceId !== undefined ? groupIn(spaceId) : channelOfPerson(userId);

/** `dtv1.card//IM_GROUP.cid…`, or the conversation's id alone. */
const groupIn = (spaceId: string): string => spaceId.replace(/^.*\/\/IM_GROUP\./u, '');
