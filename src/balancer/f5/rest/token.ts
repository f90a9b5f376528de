import { z } from 'zod';
import { Failure } from '../../../model/failure.ts';
import { Secret } from '../../../model/secret.ts';
import { kept } from '../../../text/say.ts';
import { readJson, refusal } from '../http/answers.ts';
import type { Headers, Login, LoginOptions } from '../http/login.ts';
import type { Answer } from '../http/question.ts';

/** The answer to a login (iControl REST User Guide, "Authenticate with a token"); `timeout` is in seconds. */
const schema = z.object({
  token: z.object({ token: z.string().min(1), timeout: z.number().positive().default(1200) }),
});

interface Token {
  readonly value: Secret;
  /** When it is to be replaced, on the clock of `now`. */
  readonly until: number;
}

/** Replaced so long before its end, or after three quarters of a short life, that no request meets an expired one. */
const marginMs = 60_000;

/**
 * One token for everything that is asked of a unit, because a user may have about 100 of them at a time (K44237337):
 * taken at the first request, replaced before it expires, given back at the end.
 */
export function tokenLogin(options: LoginOptions, loginProvider: string): Login {
  let current: { readonly token: Promise<Token>; settled?: Token } | undefined;

  /** However many requests need a token at once, one is asked for. */
  function take(): Promise<Token> {
    const held: NonNullable<typeof current> = { token: logIn(options, loginProvider) };
    current = held;
    held.token.then(
      (token) => {
        held.settled = token;
      },
      () => {
        if (current === held) current = undefined;
      },
    );
    return held.token;
  }

  const isOver = (token: Token | undefined): boolean => token !== undefined && options.now() >= token.until;

  return {
    async headers() {
      const token = current && !isOver(current.settled) ? current.token : take();
      return headersOf(await token);
    },
    async refused(headers) {
      const token = current?.settled;
      // Many may hear of one refusal: only the first of them lets go of the token. It may be alive and refused all
      // the same, and would count among those that the user may have.
      if (token && tokenIn(headers) === token.value.reveal()) {
        current = undefined;
        await logOut(options, token);
      }
      return true;
    },
    async close() {
      const token = await current?.token.catch(() => undefined);
      current = undefined;
      if (token) await logOut(options, token);
    },
  };
}

const headersOf = ({ value }: Token): Headers => ({ 'x-f5-auth-token': value.reveal() });
const tokenIn = (headers: Headers): string | undefined => headers['x-f5-auth-token'];

async function logIn(options: LoginOptions, loginProviderName: string): Promise<Token> {
  const { channel, user, password, target, now } = options;
  const asked = now();
  const answer = await channel.send({
    method: 'POST',
    path: '/mgmt/shared/authn/login',
    what: kept`a login`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: user, password: password.reveal(), loginProviderName }),
  });
  if (answer.status !== 200) throw noToken(answer, options);
  const { token } = readJson(schema, answer.text, 'login', target);
  const lifeMs = token.timeout * 1000;
  return { value: new Secret(token.token), until: asked + Math.max(lifeMs - marginMs, lifeMs * 0.75) };
}

/** A token that can't be given back expires by itself. */
async function logOut({ channel }: LoginOptions, token: Token): Promise<void> {
  const path = `/mgmt/shared/authz/tokens/${encodeURIComponent(token.value.reveal())}`;
  await channel
    .send({ method: 'DELETE', path, what: kept`a logout`, headers: headersOf(token) })
    .catch(() => undefined);
}

/** Nothing of what a login's answer says is quoted: it repeats the request. */
function noToken(answer: Answer, { channel: { unit }, target, user }: LoginOptions): Failure {
  const { status, text } = answer;
  if (status === 401)
    return new Failure(
      'denied',
      target,
      kept`${unit} of ${target} does not accept the user "${user}" with this password.`,
    );
  if (status === 400 && /maximum active login tokens/.test(text)) {
    const says = kept`${unit} of ${target} gives "${user}" no more tokens: too many are in use. They expire within 20 minutes; \`auth: basic\` needs none.`;
    return new Failure('failed', target, says, { retryable: true });
  }
  if (status === 404) {
    const says = kept`${unit} of ${target} gives no tokens: it is still starting, or too old for them. \`auth: basic\` needs none.`;
    return new Failure('failed', target, says, { retryable: true });
  }
  return refusal({ ...answer, text: '' }, target, unit);
}
