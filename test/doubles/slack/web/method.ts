import { z } from 'zod';
import type { JsonObject } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import type { Tier } from './rates.ts';
import { refusedFor } from './refusal.ts';

/** One method of the Web API. */
export interface Method {
  readonly tier: Tier;
  readonly token: 'bot' | 'app';
  readonly scopes: readonly string[];
  /** Gives the answer without `ok`; throws a Refusal. */
  run(workspace: Workspace, args: JsonObject): JsonObject;
}

interface Definition<T> {
  readonly tier: Tier;
  readonly token?: 'bot' | 'app';
  readonly scopes?: readonly string[];
  readonly args: z.ZodType<T>;
  readonly run: (workspace: Workspace, args: T) => JsonObject;
}

/** A method whose arguments are exactly these; unknown ones are a breach, though Slack ignores them. */
export const method = <T>({ tier, token = 'bot', scopes = [], args, run }: Definition<T>): Method => ({
  tier,
  token,
  scopes,
  run: (workspace, given) => {
    const read = args.safeParse(given);
    if (read.success) return run(workspace, read.data);
    const errors = read.error.issues.map(
      (issue) => `${issue.message} [json-pointer:/${issue.path.join('/')}]`,
    );
    throw refusedFor('invalid_arguments', errors);
  },
});

const parsed = (text: string, issues: { addIssue(text: string): void }): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    issues.addIssue('must be JSON');
    return z.NEVER;
  }
};

/** An object or list: itself in a JSON body, its JSON in a form. */
export const structured = z.union([z.string().transform(parsed), z.unknown()]).pipe(z.json());
export const object = structured.pipe(z.record(z.string(), z.json()));
export const list = structured.pipe(z.array(z.record(z.string(), z.json())));
export const flag = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1'),
]);
export const count = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().int().min(0));
export const ts = z.string().regex(/^\d+\.\d{6}$/, { error: 'must be a timestamp as Slack gave it' });
export const moment = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().regex(/^\d+(\.\d+)?$/));
