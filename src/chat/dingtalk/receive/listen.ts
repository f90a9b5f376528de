import type { Place } from '../../../model/place.ts';
import { createOnce } from '../../once.ts';
import type { Work } from '../../work.ts';
import { topics } from '../stream/gateway.ts';
import type { Delivered } from '../stream/socket.ts';
import { onClick } from './click.ts';
import { onMessage } from './message.ts';
import type { Service } from './service.ts';

export interface ListenOptions {
  readonly service: Service;
  readonly work: Work;
  /** Groups that the config knows. */
  readonly places: readonly Place[];
}

/** What the bot takes from DingTalk, acknowledged already. What comes again is known by its id, here and by intake. */
export function listener({ service, work, places }: ListenOptions): (delivered: Delivered) => void {
  const isNew = createOnce();
  const isNewGroup = createOnce();
  const channels = new Set(places.map(({ channel }) => channel));
  const onGroup = (channel: string, title: string) => {
    if (channels.has(channel) || !isNewGroup(channel)) return;
    service.log.info(`DingTalk: the conversation id of the group “${title}” is ${channel}`);
  };
  return (delivered) => {
    const isMessage = delivered.topic === topics.robot;
    const handle = () =>
      isMessage ? onMessage(service, delivered, { isNew, onGroup }) : onClick(service, delivered, isNew);
    void work.run(isMessage ? 'a message' : 'a click', handle);
  };
}
