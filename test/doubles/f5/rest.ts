import type { F5Box, F5Request, F5Unit } from './box.ts';
import { user } from './box.ts';
import { basicFits, isBasic, json, notLetIn, type Reply, refused } from './reply.ts';
import { pools } from './rest-pools.ts';

export type Inside = Pick<F5Box, 'pools' | 'unit' | 'tokens'>;

/** iControl REST: who is it, then what does it want. */
export function rest(box: Inside, request: F5Request): Reply {
  const { pathname } = new URL(request.url, 'https://localhost');
  if (pathname === '/mgmt/shared/authn/login') return logIn(box, request);
  const refusal = check(box, request);
  if (refusal) return refusal;
  if (pathname.startsWith('/mgmt/shared/authz/tokens/')) return logOut(box, request, pathname);
  const state = /^\/mgmt\/tm\/cm\/(failover|sync)-status\/?$/.exec(pathname)?.[1];
  if (state !== undefined) return stateOf(box.unit, state, request);
  return pools(box, request, pathname);
}

function check({ tokens, unit }: Inside, request: F5Request): Reply | undefined {
  const token = request.headers['x-f5-auth-token'];
  if (token !== undefined)
    return tokens.fits(String(token)) ? undefined : unauthorized('X-F5-Auth-Token does not exist.');
  return isBasic(request) && basicFits(request, unit) ? undefined : notLetIn;
}

const unauthorized = (message: string): Reply =>
  json(401, {
    code: 401,
    message,
    referer: '127.0.0.1',
    restOperationId: 6_611_123,
    errorStack: [],
    kind: ':resterrorresponse',
  });

function logIn({ tokens, unit }: Inside, { method, headers, body }: F5Request): Reply {
  if (unit.tokenless) return refused(404, 'Public URI path not registered', 1);
  if (method !== 'POST' || headers['content-type'] !== 'application/json')
    return refused(400, 'the login needs a POST of application/json');
  const { username, password, loginProviderName, ...more } = JSON.parse(body);
  if (Object.keys(more).length > 0) return refused(400, `unknown property ${Object.keys(more)}`);
  if (username !== user || password !== unit.password || loginProviderName !== 'tmos')
    return unauthorized('Authentication failed.');
  const token = tokens.give();
  if (token === undefined)
    return refused(400, 'user 21232f29-7a57-35a7-8389-4a0e4a801fc3 has reached maximum active login tokens');
  const kind = 'shared:authz:tokens:authtokenitemstate';
  const link = `https://localhost/mgmt/shared/authz/tokens/${token}`;
  return json(200, {
    username,
    loginReference: { link: 'https://localhost/mgmt/cm/system/authn/providers/tmos/1f44a60e/login' },
    loginProviderName,
    token: { token, name: token, userName: username, timeout: tokens.timeout, kind, selfLink: link },
    generation: 0,
    lastUpdateMicros: 0,
  });
}

function logOut({ tokens }: Inside, { method }: F5Request, pathname: string): Reply {
  const token = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (method !== 'DELETE') return refused(405, 'only DELETE');
  return tokens.drop(token) ? json(200, { token }) : refused(404, 'no such token');
}

function stateOf({ failover, sync }: F5Unit, what: string, { method }: F5Request): Reply {
  if (method !== 'GET') return refused(405, 'only GET');
  const word = what === 'failover' ? failover : sync;
  const url = `https://localhost/mgmt/tm/cm/${what}-status`;
  const details = {
    [`${url}/0/details/0`]: nested({ details: { description: 'active for /Common/traffic-group-1' } }),
  };
  const entries = {
    color: { description: 'green' },
    [`${url}/0/details`]: nested(details),
    ...(what === 'sync' && { mode: { description: 'high-availability' } }),
    status: { description: word },
    summary: { description: '1/1' },
  };
  const kind = `tm:cm:${what}-status:${what}-statusstats`;
  return json(200, { kind, selfLink: `${url}?ver=17.1.1`, entries: { [`${url}/0`]: nested(entries) } });
}

export const nested = (entries: unknown) => ({ nestedStats: { entries } });
