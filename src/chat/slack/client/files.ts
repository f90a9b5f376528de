import { z } from 'zod';
import type { CardFile } from '../../../model/card.ts';
import { kept } from '../../../text/say.ts';
import type { SlackClient } from './api.ts';
import { answerWithinMs, type Call, nothing } from './call.ts';
import { SlackFailure, troubleOfConnection, troubleOfStatus } from './trouble.ts';

const ticket = z.object({ upload_url: z.url(), file_id: z.string() });

/**
 * The three steps of an upload (https://docs.slack.dev/messaging/working-with-files#upload): a file that is not
 * completed is seen by nobody, so everything before the last step can be done again.
 */
export const fileMethods = (call: Call): Pick<SlackClient, 'upload'> => ({
  async upload(file, { channel, threadTs, text }) {
    const bytes = Buffer.from(file.text, 'utf8');
    const { upload_url, file_id } = await unseen(() =>
      call('files.getUploadURLExternal', { filename: file.name, length: bytes.length }, ticket),
    );
    await unseen(() => send(upload_url, bytes));
    await call(
      'files.completeUploadExternal',
      completion(file, file_id, { channel, threadTs, text }),
      nothing,
    );
    return file_id;
  },
});

const completion = (
  { name }: CardFile,
  id: string,
  to: { channel: string; threadTs: string | undefined; text: string | undefined },
) => ({
  files: [{ id, title: name }],
  channel_id: to.channel,
  thread_ts: to.threadTs,
  initial_comment: to.text,
});

async function send(url: string, bytes: Buffer): Promise<void> {
  const method = kept`the upload of a file`;
  try {
    const signal = AbortSignal.timeout(answerWithinMs);
    const { ok, status } = await fetch(url, { method: 'POST', body: new Uint8Array(bytes), signal });
    if (!ok) throw new SlackFailure(method, troubleOfStatus(status));
  } catch (error) {
    throw error instanceof SlackFailure ? error : new SlackFailure(method, troubleOfConnection(error), error);
  }
}

/** What fails before the last step took no effect, even where its answer was lost. */
async function unseen<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof SlackFailure) || error.trouble.kind !== 'away') throw error;
    throw new SlackFailure(error.method, { ...error.trouble, done: 'no' }, error.cause);
  }
}
