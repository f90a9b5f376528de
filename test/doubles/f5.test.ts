import { Agent, request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { type F5Box, freshUnit, startF5Box } from './f5/box.ts';
import { type F5Member, member } from './f5/state.ts';

/** The double by hand: what F5's documents show is sent, and what they show comes back. */

let clock = 0;
let box: F5Box;
const agent = new Agent({ connect: { rejectUnauthorized: false } });
beforeAll(async () => {
  box = await startF5Box(new Map(), () => clock);
});
beforeEach(() => {
  Object.assign(box.unit, freshUnit());
  box.pools.clear();
  box.tokens.clear();
  box.tokens.cap = 100;
});
afterAll(async () => {
  await agent.destroy();
  await box?.stop();
});

const basic = { authorization: `Basic ${Buffer.from('rollout:hunter2').toString('base64')}` };
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';

async function ask(method: Method, path: string, headers: Record<string, string> = basic, body?: string) {
  const url = `https://127.0.0.1:${box.port}${path}`;
  const answer = await request(url, {
    method,
    headers,
    dispatcher: agent,
    ...(body !== undefined && { body }),
  });
  const text = await answer.body.text();
  const type = String(answer.headers['content-type']);
  return { status: answer.statusCode, type, body: type.includes('json') ? JSON.parse(text) : text };
}

const put = (more: Partial<F5Member> = {}): F5Member => {
  const one = member('/Common/10.0.0.1%1:80', { monitor: 'up', ...more });
  box.pools.set('/Common/web', [one]);
  return one;
};
const members = '/mgmt/tm/ltm/pool/~Common~web/members';
const one = `${members}/~Common~10.0.0.1%251:80`;
const asJson = { ...basic, 'content-type': 'application/json' };

describe('who is let in', () => {
  const login = (body: unknown) =>
    ask('POST', '/mgmt/shared/authn/login', { 'content-type': 'application/json' }, JSON.stringify(body));
  const right = { username: 'rollout', password: 'hunter2', loginProviderName: 'tmos' };

  it('refuses no password and a wrong one in HTML', async () => {
    for (const headers of [{}, { authorization: `Basic ${Buffer.from('rollout:x').toString('base64')}` }]) {
      const answer = await ask('GET', members, headers);
      expect(answer).toMatchObject({ status: 401, type: expect.stringContaining('text/html') });
      expect(answer.body).toContain('<title>401 Unauthorized</title>');
    }
  });

  it('gives tokens that live 1,200 seconds, and refuses all others in JSON', async () => {
    put();
    const { body } = await login(right);
    expect(body.token).toMatchObject({ timeout: 1200, userName: 'rollout' });
    const headers = { 'x-f5-auth-token': body.token.token };
    clock += 1_199_000;
    expect((await ask('GET', members, headers)).status).toBe(200);
    clock += 2_000;
    expect(await ask('GET', members, headers)).toMatchObject({
      status: 401,
      body: { code: 401, message: 'X-F5-Auth-Token does not exist.', errorStack: [] },
    });
  });

  it('takes tokens back, and gives a user so many at a time', async () => {
    box.tokens.cap = 1;
    const { token } = (await login(right)).body.token;
    expect(await login(right)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('maximum active login tokens') },
    });
    const path = `/mgmt/shared/authz/tokens/${token}`;
    expect((await ask('DELETE', path, { 'x-f5-auth-token': token })).status).toBe(200);
    expect((await login(right)).status).toBe(200);
  });

  test.each([
    { ...right, password: 'x' },
    { ...right, username: 'x' },
    { ...right, loginProviderName: 'x' },
  ])('%j', async (body) => {
    expect(await login(body)).toMatchObject({ status: 401, body: { message: 'Authentication failed.' } });
  });
});

describe('pools', () => {
  it('shows members with the words to read, not those to write', async () => {
    put({ ratio: 3 });
    const { body } = await ask('GET', members);
    expect(body.items).toMatchObject([
      {
        name: '10.0.0.1%1:80',
        partition: 'Common',
        fullPath: '/Common/10.0.0.1%1:80',
        address: '10.0.0.1%1',
        ratio: 3,
        session: 'monitor-enabled',
        state: 'up',
        selfLink: expect.stringContaining('/members/~Common~10.0.0.1%251:80?ver='),
      },
    ]);
    await ask('PATCH', one, asJson, '{"session":"user-disabled","state":"user-down"}');
    expect((await ask('GET', one)).body).toMatchObject({ session: 'user-disabled', state: 'user-down' });
    await ask('PATCH', one, asJson, '{"session":"user-enabled","state":"user-up"}');
    expect((await ask('GET', one)).body).toMatchObject({ session: 'monitor-enabled', state: 'up' });
  });

  it('has no items where there are no members', async () => {
    box.pools.set('/Common/web', []);
    expect((await ask('GET', members)).body).not.toHaveProperty('items');
  });

  it('nests statistics, and in 11 gives them flat, for one member', async () => {
    put({ connections: 5 });
    const url = 'https://localhost/mgmt/tm/ltm/pool/~Common~web/members/~Common~10.0.0.1%251:80/stats';
    const figures = { 'serverside.curConns': { value: 5 }, port: { value: 80 } };
    expect((await ask('GET', `${members}/stats`)).body.entries[url].nestedStats.entries).toMatchObject(
      figures,
    );
    box.unit.version = '11.6.0';
    expect((await ask('GET', `${members}/stats`)).body).not.toHaveProperty('entries');
    expect((await ask('GET', `${one}/stats`)).body.entries).toMatchObject(figures);
  });

  test.each([
    [
      'GET',
      '/mgmt/tm/ltm/pool/~Common~x/members',
      404,
      '01020036:3: The requested Pool (/Common/x) was not found.',
    ],
    [
      'PATCH',
      `${members}/~Common~10.0.0.9:80`,
      404,
      '01020036:3: The requested Pool Member (/Common/web /Common/10.0.0.9 80) was not found.',
    ],
    ['GET', `${members}/~Common~10.0.0.1%1:80`, 404, 'Public URI path not registered'],
    ['GET', '/mgmt/tm/ltm/node', 404, 'Public URI path not registered'],
    ['GET', `${members}?$select=name`, 404, 'Public URI path not registered'],
    ['PUT', one, 405, 'GET or PATCH'],
  ] as const)('%s %s gives %i', async (method, path, status, message) => {
    put();
    expect(await ask(method, path, asJson, method === 'GET' ? undefined : '{}')).toMatchObject({
      status,
      body: { code: status, message },
    });
  });

  test.each([
    ['{}', 'one or more properties must be specified'],
    ['{"session":"monitor-enabled"}', 'invalid property value "session":"monitor-enabled"'],
    ['{"state":"up"}', 'invalid property value "state":"up"'],
    ['{"ratio":"5"}', 'invalid property value "ratio":"5"'],
    ['{"ratio":0}', 'invalid property value "ratio":"0"'],
    ['{"weight":5}', '"weight" unknown property'],
  ])('refuses to change %s', async (body, message) => {
    const before = { ...put() };
    expect(await ask('PATCH', one, asJson, body)).toMatchObject({ status: 400, body: { message } });
    expect(box.pools.get('/Common/web')).toEqual([before]);
  });

  it('lets a guest look, and change nothing', async () => {
    put();
    box.unit.role = 'guest';
    expect((await ask('GET', members)).status).toBe(200);
    expect(await ask('PATCH', one, asJson, '{"ratio":5}')).toMatchObject({
      status: 401,
      body: { message: expect.stringMatching(/^Authorization failed: user=/) },
    });
  });
});

describe('SOAP', () => {
  const envelope = (body: string): string =>
    `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:ic="urn:iControl"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
  const call = (service: string, body: string, headers: Record<string, string> = {}) =>
    ask(
      'POST',
      '/iControl/iControlPortal.cgi',
      { ...basic, 'content-type': 'text/xml', soapaction: `"urn:iControl:${service}"`, ...headers },
      envelope(body),
    );
  const pools = (name: string, count = 1): string =>
    `<pool_names xsi:type="enc:Array" enc:arrayType="xsd:string[${count}]"><item xsi:type="xsd:string">${name}</item></pool_names>`;
  const getMembers = (names: string): string =>
    `<p:get_member_v2 xmlns:p="urn:iControl:LocalLB/Pool">${names}</p:get_member_v2>`;

  it('answers with the members as node and port', async () => {
    put();
    const { status, body } = await call('LocalLB/Pool', getMembers(pools('/Common/web')));
    expect(status).toBe(200);
    expect(body).toContain(
      '<address s:type="y:string">/Common/10.0.0.1%1</address><port s:type="y:long">80</port>',
    );
  });

  it('answers with a fault where there is no such pool', async () => {
    const { status, body } = await call('LocalLB/Pool', getMembers(pools('/Common/x')));
    expect(status).toBe(500);
    expect(body).toContain(
      'Exception caught in LocalLB::urn:iControl:LocalLB/Pool::get_member_v2()\nException: Common::OperationFailed',
    );
    expect(body).toContain('16908342 (0x01020036)');
    expect(body).toContain('01020036:3: The requested Pool (/Common/x) was not found.');
  });

  test.each([
    ['a wrong count of items', getMembers(pools('/Common/web', 2)), {}],
    ['an argument that is missing', getMembers(''), {}],
    ['a type that is not there', getMembers(pools('/Common/web').replace('xsd:string"', 'xsd:text"')), {}],
    ['a method that is not there', getMembers(pools('/Common/web')).replaceAll('_v2', '_v3'), {}],
    [
      'the SOAPAction of another interface',
      getMembers(pools('/Common/web')),
      { soapaction: '"urn:iControl:System"' },
    ],
    ['what is not well-formed', '<a>', {}],
  ])('refuses %s', async (_, body, headers) => {
    put();
    expect((await call('LocalLB/Pool', body, headers)).status).toBe(500);
  });

  it('has PoolMember before 11 only, and lets nobody in without a password', async () => {
    put();
    const ratios = `<p:get_ratio xmlns:p="urn:iControl:LocalLB/PoolMember">${pools('web')}</p:get_ratio>`;
    expect((await call('LocalLB/PoolMember', ratios)).status).toBe(500);
    box.unit.version = '10.2.4';
    expect((await call('LocalLB/PoolMember', ratios)).body).toContain('<ratio s:type="y:long">1</ratio>');
    expect((await call('LocalLB/PoolMember', ratios, { authorization: 'Basic eA==' })).status).toBe(401);
  });
});
