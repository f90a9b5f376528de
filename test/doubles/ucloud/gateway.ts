import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a request says: names and values, as they are signed. */
export type Params = ReadonlyMap<string, string>;

export interface Account {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly projectId: string;
  readonly region: string;
}

export type Answered = Readonly<Record<string, unknown>> & { readonly RetCode: number };

/** Which parameters an action takes, and which of them are whole numbers. */
export interface ActionRule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly whole: readonly string[];
}

/** GET with a query, POST with a form, POST with JSON: all three are documented ("发起请求", summary/public.md). */
export async function paramsOf(request: IncomingMessage): Promise<Params> {
  const { searchParams } = new URL(request.url ?? '/', 'http://double');
  if (request.method === 'GET') return new Map(searchParams);
  const body = await textOf(request);
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    return new Map(new URLSearchParams(body));
  const values: Record<string, unknown> = JSON.parse(body);
  return new Map(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

/**
 * "签名算法" (summary/signature.md): parameters in ascending order of their names, each name directly followed by its value,
 * then the private key; the SHA-1 of that.
 */
export function signatureOf(params: Params, privateKey: string): string {
  const names = [...params.keys()].filter((name) => name !== 'Signature').sort();
  let text = '';
  for (const name of names) text += name + params.get(name);
  return createHash('sha1')
    .update(text + privateKey, 'utf8')
    .digest('hex');
}

/** What the gateway itself refuses, with the codes of "错误码说明" (summary/public.md) and the words that are seen. */
export function refusedAtGate(
  params: Params,
  account: Account,
  rules: Readonly<Record<string, ActionRule>>,
): Answered | undefined {
  const action = params.get('Action');
  if (!action) return refusal(160, 'Missing Action');
  const rule = rules[action];
  if (!rule) return refusal(161, `Action [${action}] not found`);
  return refusedKeys(params, account) ?? refusedParams(params, account, rule);
}

function refusedKeys(params: Params, account: Account): Answered | undefined {
  const signature = params.get('Signature');
  if (!signature) return refusal(170, 'Missing signature');
  if (params.get('PublicKey') !== account.publicKey) return refusal(172, 'User not found');
  if (signature !== signatureOf(params, account.privateKey)) return refusal(171, 'Signature VerifyAC Error');
  return undefined;
}

const common = ['Action', 'PublicKey', 'Signature'];

/** Strict: what the document does not list is refused, where the real gateway may let it pass. */
function refusedParams(params: Params, account: Account, rule: ActionRule): Answered | undefined {
  const missing = rule.required.find((name) => !params.get(name));
  if (missing) return refusal(220, `Missing params [${missing}]`);
  const known = [...common, ...rule.required, ...rule.optional];
  const odd = [...params].find(
    ([name, value]) => !known.includes(name) || (rule.whole.includes(name) && !/^\d+$/.test(value)),
  );
  if (odd) return refusal(230, `Params [${odd[0]}] not available`);
  if (params.get('Region') !== account.region) return refusal(230, 'Params [Region] not available');
  const project = params.get('ProjectId') ?? account.projectId;
  return project === account.projectId ? undefined : refusal(292, 'Project not exist');
}

export const refusal = (RetCode: number, Message: string): Answered => ({ RetCode, Message });
