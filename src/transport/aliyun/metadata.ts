import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { kept } from '../../text/say.ts';

/** The service is on the machine's own link and answers at once. */
const patienceMs = 3_000;
/** A token lives up to 6 hours; one is fetched each time that a key is. */
const tokenSeconds = '60';

const schema = z.object({
  Code: z.literal('Success'),
  AccessKeyId: z.string().min(1),
  AccessKeySecret: z.string().min(1),
  SecurityToken: z.string().min(1),
  Expiration: z.iso.datetime(),
});
/** The temporary key of a role, with the time until which it is good. */
export type RoleKey = z.infer<typeof schema>;

export interface Role {
  readonly role: string;
  readonly metadataUrl: string;
}

/**
 * Asks the instance's metadata service for a key of its role ("Instance RAM roles", "Instance metadata": security
 * hardening mode needs a token, normal mode takes a request without one).
 * @throws Failure `unreachable` or `timeout`; `denied` where the instance does not have the role
 */
export async function fetchRoleKey({ role, metadataUrl }: Role, target: string): Promise<RoleKey> {
  const token = await fetchToken(metadataUrl, target);
  const url = `${metadataUrl}/latest/meta-data/ram/security-credentials/${encodeURIComponent(role)}`;
  const answer = await request(
    url,
    { headers: token ? { 'X-aliyun-ecs-metadata-token': token } : {} },
    target,
  );
  const key = schema.safeParse(parseJson(answer.text));
  if (answer.status === 200 && key.success) return key.data;
  throw new Failure(
    'denied',
    target,
    kept`The metadata service of this machine gives ${target} no key for the RAM role "${role}" (HTTP ${answer.status}): the instance must have that role.`,
  );
}

/** Undefined where the service knows no tokens, or wants none. */
async function fetchToken(metadataUrl: string, target: string): Promise<string | undefined> {
  const headers = { 'X-aliyun-ecs-metadata-token-ttl-seconds': tokenSeconds };
  const { status, text } = await request(
    `${metadataUrl}/latest/api/token`,
    { method: 'PUT', headers },
    target,
  );
  return status === 200 ? text.trim() : undefined;
}

async function request(
  url: string,
  init: { readonly method?: string; readonly headers: Readonly<Record<string, string>> },
  target: string,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new Failure(
      late ? 'timeout' : 'unreachable',
      target,
      kept`The metadata service of this machine, which has the key of ${target}, does not answer: a RAM role can only be used on an ECS instance.`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
