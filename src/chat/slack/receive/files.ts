import type { CardFile } from '../../../model/card.ts';
import { asFailure } from '../../../model/failure.ts';
import { plain } from '../../../report/plain.ts';
import { inARow, say } from '../../../text/say.ts';
import { literal } from '../render/mrkdwn.ts';
import type { Service } from './service.ts';

/** A file can't be shown to one person of a channel: it goes into the app's own conversation with them. */
export async function sendFiles(
  { client, log }: Pick<Service, 'client' | 'log'>,
  user: string,
  files: readonly CardFile[],
): Promise<void> {
  if (files.length === 0) return;
  try {
    const names = inARow(files.map(({ name }) => literal(plain(name, 100))));
    const { channel, ts } = await client.postMessage({ channel: user, text: say`As you asked: ${names}` });
    for (const file of files) await client.upload(file, { channel, threadTs: ts });
  } catch (error) {
    log.warn(`Slack: a file was not delivered: ${asFailure(error, 'Slack').message}`);
  }
}
