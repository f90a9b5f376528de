import { z } from 'zod';
import { Failure, type FailureKind } from '../../../model/failure.ts';
import { kept } from '../../../text/say.ts';

/** The module's error object; `code` is made for programs ("Error" among its response objects). */
const schema = z.object({ error: z.object({ code: z.string(), text: z.string() }) });

type Meaning = readonly [FailureKind, (where: string, text: string) => string];

const byCode: Readonly<Record<string, Meaning>> = {
  UpstreamNotFound: [
    'missing',
    (where) => kept`NGINX Plus has no HTTP upstream with a \`zone\` for ${where}.`,
  ],
  UpstreamServerNotFound: [
    'missing',
    (where) => kept`The server ${where} was there a moment ago and is no more; nginx may have been reloaded.`,
  ],
  PathNotFound: ['missing', (where) => kept`There is no NGINX Plus API about ${where} at that address.`],
  UnknownVersion: [
    'invalid',
    (where) =>
      kept`The NGINX Plus API about ${where} no longer has the version that it had: start the bot again.`,
  ],
  UpstreamStatic: [
    'invalid',
    (where) => kept`The upstream of ${where} needs a \`zone\` to be changed while nginx runs.`,
  ],
  UpstreamBadWeight: ['invalid', (where) => kept`NGINX Plus does not take that weight for ${where}.`],
  UpstreamServerWeightImmutable: [
    'invalid',
    (where) => kept`The weight of ${where} comes from DNS and can't be set.`,
  ],
  MethodDisabled: [
    'denied',
    (where) => kept`The API may not change ${where}: it needs \`api write=on\` in nginx's config.`,
  ],
};

const byStatus: Readonly<Record<number, Meaning>> = {
  401: [
    'denied',
    (where) => kept`The API about ${where} asks for a login, and the bot has none: let its address in.`,
  ],
  403: ['denied', (where) => kept`The API about ${where} does not let the bot's address in.`],
  405: ['denied', (where) => kept`The address of the API about ${where} takes no changes.`],
  502: ['unreachable', (where) => kept`A proxy in front of the API about ${where} could not reach it.`],
  503: ['unreachable', (where) => kept`The API about ${where} is not available now.`],
  504: ['unreachable', (where) => kept`A proxy in front of the API about ${where} had no answer from it.`],
};

/** What a status that is no success means; `failed` with the API's own words where nobody knows it. */
export function refusal(status: number, body: string, where: string): Failure {
  const { code, text } = errorOf(body);
  const [kind, says] = byCode[code] ?? byStatus[status] ?? [];
  if (kind && says) return new Failure(kind, where, says(where, text));
  const quoted = [code, text].filter((part) => part !== '').join(': ');
  return new Failure('failed', where, kept`The API refused for ${where} with status ${status}: "${quoted}"`);
}

/** A page of nginx's or of a proxy's is no error object: its status is all that is known. */
function errorOf(body: string): { readonly code: string; readonly text: string } {
  try {
    const parsed = schema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data.error : { code: '', text: body.slice(0, 100) };
  } catch {
    return { code: '', text: body.slice(0, 100) };
  }
}
