import type { types } from '@slack/bolt';
import type { Lookup } from '../../../intake/lookup.ts';
import { asFailure } from '../../../model/failure.ts';
import { failureCard, refusalCard } from '../../../report/answer-cards.ts';
import type { Language } from '../../../text/language.ts';
import { say } from '../../../text/say.ts';
import { told } from '../../../text/told.ts';
import { deployView, problemView } from './views.ts';

export interface Who {
  readonly person: string;
  readonly channel: string;
  readonly cluster?: string;
}

/** In which language this person is shown the form; English where that does not come in time, in milliseconds. */
export async function readerOf(lookup: Lookup, { person, channel }: Who, ms: number): Promise<Language> {
  const place = { chat: 'slack' as const, channel };
  const language = lookup.language({ person, place }).catch(() => undefined);
  return (await withinMs(language, ms)) ?? 'en';
}

/** The form as it is for this person; what they may not see is not in it. */
export async function formOf(lookup: Lookup, { person, channel, cluster }: Who): Promise<types.ModalView> {
  try {
    const clusters = await lookup.clusters(person);
    const [only, another] = clusters;
    if (only === undefined) return problemView(refusalCard(say`There is no cluster that you may see.`));
    const chosen = cluster ?? (another === undefined ? only : undefined);
    const releases = chosen === undefined ? [] : await lookup.releases(person, chosen);
    return deployView({ channel, clusters, releases, ...(chosen !== undefined && { cluster: chosen }) });
  } catch (error) {
    return problemView(
      failureCard(say`The form could not be made: ${told(asFailure(error, 'rollout').message)}`),
    );
  }
}

/** The value if it comes in time, in milliseconds; else undefined. */
export async function withinMs<T>(value: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
