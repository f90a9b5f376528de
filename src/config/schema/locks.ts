import { z } from 'zod';
import { parseRedisUrl, UnfitRedisUrl } from '../../model/redis.ts';
import { Secret } from '../../model/secret.ts';
import { kept } from '../../text/say.ts';
import { isRecord, keys } from './leaf.ts';
import { localPath, secret, whenMapping } from './special.ts';

const kinds = kept`must be \`store\`, or a mapping with the \`url\` of a Redis`;

/** Where the cluster locks live. */
export const locks = z.union(
  [
    z.literal('store', { error: kinds }),
    keys({
      url: secret(unfitUrl).describe(
        kept`Redis: \`redis://:PASSWORD@HOST:6379\`, \`redis+sentinel://HOST:26379,HOST:26379/MASTER\` or \`redis+cluster://HOST:6379,HOST:6379\`; \`rediss…\` for TLS. Best from a variable or a file.`,
      ),
      ca: localPath(kept`a file of certificates`)
        .optional()
        .meta({ 'x-default': kept`the system's` })
        .describe(kept`For TLS: the certificates to trust, in PEM.`),
    }).superRefine((given, context) => {
      if (isRecord(given) && 'ca' in given && !speaksTls(given.url))
        context.addIssue(kept`has a \`ca\`, which goes with TLS: a \`url\` that begins with \`rediss\``);
    }, whenMapping),
  ],
  { error: kinds },
);

/** What is wrong with a Redis URL, in words that repeat nothing of it; undefined where it will do. */
function unfitUrl(url: string): string | undefined {
  try {
    parseRedisUrl(url);
    return undefined;
  } catch (error) {
    if (error instanceof UnfitRedisUrl) return error.message;
    throw error;
  }
}

/** Also where nothing can be told of the URL: what is wrong with that is told already. */
const speaksTls = (url: unknown): boolean =>
  !(url instanceof Secret) || unfitUrl(url.reveal()) !== undefined || parseRedisUrl(url.reveal()).tls;
