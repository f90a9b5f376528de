import type { Health, Member } from '../../model/member.ts';
import { kept } from '../../text/say.ts';
import type { Backend } from './answers.ts';
import type { Naming } from './pick.ts';

/** The document's own default, for answers that do not tell the weight. */
const weightUntold = 1;

export const weightOf = ({ Weight = weightUntold }: Backend): number => Weight;

/** One backend as a member, called NAME:PORT after its host. */
export function memberOf(backend: Backend): Member {
  const [name = backend.BackendId, ...aliases] = namesOf(backend);
  const detail = details(backend).join(', ');
  return {
    name,
    ...(backend.PrivateIP !== '' && { address: withPort(backend.PrivateIP, backend) }),
    weight: weightOf(backend),
    state: backend.Enabled === 1 ? 'ready' : 'drain',
    health: healthOf(backend),
    ...(detail !== '' && { detail }),
    aliases,
  };
}

export const backends: Naming<Backend> = {
  what: 'backend',
  names: namesOf,
  text: ({ BackendId, ...backend }) => `${BackendId} (${namesOf({ BackendId, ...backend })[0]})`,
};

/** What only a host has leads to all of its backends, and is good where it has one. */
function namesOf(backend: Backend): readonly string[] {
  const { BackendId, ResourceName, ResourceId, PrivateIP } = backend;
  const hosts = [ResourceName, PrivateIP, ResourceId].filter((name) => name !== '');
  return [...new Set([...hosts.map((host) => withPort(host, backend)), BackendId, ...hosts])];
}

const withPort = (host: string, { Port }: Backend): string =>
  host.includes(':') ? `[${host}]:${Port}` : `${host}:${Port}`;

/** "0健康检查健康状态 1 健康检查异常" (API documents, ulb-api/describe_ulb.md, ULBBackendSet). */
function healthOf({ Status }: Backend): Health {
  if (Status === undefined) return 'unknown';
  return Status === 0 ? 'up' : 'down';
}

const details = ({ IsBackup, Weight }: Backend): readonly string[] => [
  ...(IsBackup === 1 ? ['backup'] : []),
  ...(Weight === undefined ? [kept`weight not told`] : []),
];
