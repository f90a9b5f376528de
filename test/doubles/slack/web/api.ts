import { setTimeout as sleep } from 'node:timers/promises';
import { tokens } from '../tokens.ts';
import type { JsonObject } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import type { Method } from './method.ts';
import { createRates } from './rates.ts';
import { Refusal } from './refusal.ts';
import type { WebTroubles } from './trouble.ts';

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection is cut instead of answering. */
  readonly lost?: boolean;
}

interface Asked {
  readonly name: string;
  readonly args: JsonObject;
  readonly token: string | undefined;
}

/** The Web API: whose call it is, what goes wrong by order, rates, scopes, and at last the method itself. */
export function createApi(
  workspace: Workspace,
  methods: Readonly<Record<string, Method>>,
  troubles: WebTroubles,
) {
  const rates = createRates(workspace.clock);

  async function call(asked: Asked): Promise<Answer> {
    const at = workspace.clock.elapsed();
    const answer = await outcome(asked);
    const error = typeof answer.body.error === 'string' ? answer.body.error : undefined;
    const { name: method, args } = asked;
    const channel = [args.channel, args.channel_id].find((one) => typeof one === 'string');
    workspace.calls.push({
      method,
      at,
      args,
      ...(channel !== undefined && { channel }),
      status: answer.status,
      ok: answer.body.ok === true,
      ...(error !== undefined && { error }),
    });
    return answer;
  }

  async function outcome(asked: Asked): Promise<Answer> {
    const mishap = troubles.next(asked.name);
    // A turn of the loop, so that calls made together are answered like those of a network.
    await sleep(0);
    if (mishap?.kind === 'limited') return limited(mishap.retryAfterS);
    if (mishap?.kind === 'status') return { status: mishap.status, body: { ok: false } };
    if (mishap?.kind === 'error') return { status: 200, body: { ok: false, error: mishap.error } };
    const answer = run(asked);
    return mishap?.kind === 'lost' ? { ...answer, lost: true } : answer;
  }

  function run({ name, args, token }: Asked): Answer {
    try {
      const method = allowed(name, token);
      const waitS = rates.take(name, method.tier, args);
      if (waitS !== undefined) return limited(Math.max(1, Math.ceil(waitS / workspace.clock.speed)));
      return { status: 200, body: { ok: true, ...method.run(workspace, args) } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.breach)
        workspace.problem(`${name}: ${[error.code, error.more.errors ?? []].flat().join('; ')}`);
      return { status: 200, body: { ok: false, error: error.code, ...error.more } };
    }
  }

  function allowed(name: string, token: string | undefined): Method {
    const method = methods[name];
    if (method === undefined) throw new Refusal('unknown_method', { breach: true });
    if (token === undefined) throw new Refusal('not_authed', { breach: true });
    if (token !== tokens.bot && token !== tokens.app) throw new Refusal('invalid_auth', { breach: true });
    if (token !== tokens[method.token]) throw new Refusal('not_allowed_token_type', { breach: true });
    const { scopes } = workspace;
    const needed = method.scopes;
    if (scopes !== undefined && needed.length > 0 && !needed.some((scope) => scopes.includes(scope))) {
      throw new Refusal('missing_scope', {
        breach: true,
        more: { needed: needed.join(','), provided: scopes.join(',') },
      });
    }
    return method;
  }

  return { call };
}

const limited = (retryAfterS: number): Answer => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  headers: { 'Retry-After': String(retryAfterS) },
});

export type Api = ReturnType<typeof createApi>;
