import type { Kysely } from 'kysely';
import { type Language, languageOf } from '../text/language.ts';
import type { Tables } from './tables.ts';

/** The languages that people chose for themselves. */
export interface ChosenLanguages {
  /** Undefined where the person chose none. */
  of(person: string): Promise<Language | undefined>;
  choose(person: string, language: Language): Promise<void>;
}

export function createChosenLanguages(db: Kysely<Tables>): ChosenLanguages {
  return {
    async of(person) {
      const row = await db
        .selectFrom('reader')
        .select('language')
        .where('person', '=', person)
        .executeTakeFirst();
      return languageOf(row?.language);
    },
    async choose(person, language) {
      await db
        .insertInto('reader')
        .values({ person, language })
        .onConflict((conflict) => conflict.column('person').doUpdateSet({ language }))
        .execute();
    },
  };
}
