import type { F5Address, F5Api, F5Provider, F5Trust } from '../../../model/provider/f5.ts';
import { absolute, type Place } from '../../files.ts';
import type { F5Input } from '../../schema/provider/f5.ts';

export const f5 = (id: string, input: F5Input, place: Place): F5Provider => ({
  kind: 'f5',
  id,
  timeoutMs: input.timeout,
  units: input.addresses.map(addressOf),
  user: input.user,
  password: input.password,
  api: apiOf(input),
  trust: trustOf(input, place),
  drainBy: input.drainBy,
});

/** Validation has seen to the form; a bare IPv6 address needs its brackets. */
function addressOf(text: string): F5Address {
  const [, host = '', port = '443'] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function apiOf({ api, auth, loginProvider = 'tmos' }: F5Input): F5Api {
  if (api === 'soap') return { by: 'soap' };
  return { by: 'rest', login: auth === 'basic' ? { by: 'basic' } : { by: 'token', loginProvider } };
}

function trustOf({ tls }: F5Input, place: Place): F5Trust {
  if (tls?.ca !== undefined) return { by: 'ca', file: absolute(tls.ca, place) };
  if (tls?.fingerprint === undefined) return { by: 'system' };
  return { by: 'fingerprint', sha256: tls.fingerprint.map((one) => one.replaceAll(':', '').toUpperCase()) };
}
