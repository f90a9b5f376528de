import type { Config, SlackChat } from '../model/config.ts';
import type { Place } from '../model/place.ts';
import type { ChosenLanguages } from '../store/languages.ts';
import type { Language } from '../text/language.ts';
import type { Request } from './intake.ts';

/** Who reads, and where. */
export type Reader = Pick<Request, 'person' | 'place' | 'language'>;

/** Which language somebody reads. */
export interface Languages {
  /**
   * What the person chose, or has in the config; else what the terminal that it comes from says; else the place's, else the
   * installation's.
   */
  of(reader: Reader): Promise<Language>;
}

export type LanguageSettings = Pick<Config, 'language' | 'people' | 'chat'>;

export function createLanguages(settings: LanguageSettings, chosen: Pick<ChosenLanguages, 'of'>): Languages {
  const configured = (name: string) => settings.people.find((person) => person.name === name)?.language;
  return {
    of: async ({ person, place, language }) =>
      (await chosen.of(person)) ?? configured(person) ?? language ?? placeLanguage(settings, place),
  };
}

function placeLanguage({ chat, language }: LanguageSettings, place: Place | undefined): Language {
  const settings = place && place.chat !== 'notice' ? chat[place.chat] : undefined;
  return (place && settings && channelLanguage(settings, place.channel)) ?? language;
}

/** In which language a channel is told; undefined where the installation's counts. */
export const channelLanguage = (
  { language, languages = {} }: Pick<SlackChat, 'language' | 'languages'>,
  channel: string,
): Language | undefined => languages[channel] ?? language;
