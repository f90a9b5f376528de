import type { DingTalkChat } from '../../../model/config.ts';
import { asFailure } from '../../../model/failure.ts';
import { openGateway } from '../stream/gateway.ts';
import { createToken } from './token.ts';

export interface Examined {
  readonly line: string;
  readonly well: boolean;
}

/** For `rollout doctor`: whether DingTalk accepts the app, and gives it a connection; sends nothing and opens none. */
export async function examineDingTalk(config: DingTalkChat): Promise<Examined> {
  try {
    await createToken(config).get();
    await openGateway(config);
    const how = config.cardTemplate === undefined ? 'messages' : 'cards';
    return { line: `app ${config.clientId}, Stream mode, ${how}`, well: true };
  } catch (error) {
    return { line: asFailure(error, 'DingTalk').message, well: false };
  }
}
