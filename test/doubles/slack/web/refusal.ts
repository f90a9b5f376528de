import type { JsonObject } from '../types.ts';

/** An answer `{ ok: false, error }`. */
export class Refusal extends Error {
  readonly code: string;
  /** What Slack adds to the answer. */
  readonly more: JsonObject;
  /** The bot broke a documented rule; otherwise it only met with a state that it can't know. */
  readonly breach: boolean;

  constructor(code: string, options: { readonly breach?: boolean; readonly more?: JsonObject } = {}) {
    super(code);
    this.code = code;
    this.more = options.more ?? {};
    this.breach = options.breach ?? false;
  }
}

/** `invalid_blocks` and the like, with what is wrong: https://docs.slack.dev/block-kit#errors */
export const refusedFor = (code: string, errors: readonly string[]): Refusal =>
  new Refusal(code, {
    breach: true,
    more: { errors, response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) } },
  });
