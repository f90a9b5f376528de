import { Failure } from '../model/failure.ts';
import { kept } from '../text/say.ts';

/** Where and why a database can't be opened, without the password that may stand in the URL. */
export function notOpened(url: string, error: unknown): Failure {
  const { host, pathname } = new URL(url);
  const database = `${host}${pathname}`;
  const text = kept`the database ${database} can't be opened: ${reasonOf(error)}; see \`store.url\``;
  return new Failure('unreachable', database, text, { cause: error });
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? reasonOf(error.cause) : messageOf(error);

/** One that tried several addresses has no message, only theirs. */
const messageOf = (error: unknown): string =>
  error instanceof AggregateError ? error.errors.map(messageOf).join('; ') : String((error as Error).message);
