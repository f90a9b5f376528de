import { z } from 'zod';
import type { SlackChat } from '../../../model/config.ts';
import { asFailure } from '../../../model/failure.ts';
import { plain } from '../../../report/plain.ts';
import { kept } from '../../../text/say.ts';
import { createCall } from './call.ts';
import { createSlackClient } from './client.ts';
import { lacks, missingScopes } from './identity.ts';
import type { Log } from './log.ts';

export interface Examined {
  readonly line: string;
  readonly well: boolean;
}

/** For `rollout doctor`: whether Slack accepts the tokens, and what they lack; changes nothing. */
export async function examineSlack(config: SlackChat): Promise<Examined> {
  try {
    const identity = await createSlackClient(config, silent).authTest();
    const missing = missingScopes(identity);
    if (missing.length > 0) return { line: lacks(missing), well: false };
    await examineLine(config);
    const by =
      config.by.mode === 'socket' ? kept`Socket Mode` : kept`HTTP on ${config.by.host}:${config.by.port}`;
    return { line: kept`workspace ${plain(identity.team, 80)}, ${by}`, well: true };
  } catch (error) {
    return { line: asFailure(error, 'Slack').message, well: false };
  }
}

/** Asks for an address to connect to, and does not connect. */
async function examineLine({ by, apiUrl }: SlackChat): Promise<void> {
  if (by.mode === 'http') return;
  const call = createCall(by.appToken, apiUrl, silent);
  await call('apps.connections.open', {}, z.object({ url: z.string() }));
}

const nothing = () => undefined;
const silent: Log = { info: nothing, warn: nothing, error: nothing };
