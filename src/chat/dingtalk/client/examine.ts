import type { DingTalkChat } from '../../../model/config.ts';
import { asFailure } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';
import { openGateway } from '../stream/gateway.ts';
import { createToken } from './token.ts';

export interface Examined {
  readonly line: string;
  readonly well: boolean;
}

/** For `rollout doctor`, in English: whether DingTalk accepts the app, and gives it a connection; sends nothing and opens none. */
export async function examineDingTalk(config: DingTalkChat): Promise<Examined> {
  try {
    await createToken(config).get();
    await openGateway(config);
    const { clientId, cardTemplate } = config;
    const line =
      cardTemplate === undefined
        ? kept`app ${clientId}, Stream mode, messages`
        : kept`app ${clientId}, Stream mode, cards`;
    return { line, well: true };
  } catch (error) {
    return { line: asFailure(error, 'DingTalk').message, well: false };
  }
}
