import type { F5Request } from '../box.ts';
import { basicFits, isBasic, notLetIn, type Reply } from '../reply.ts';
import type { Inside } from '../rest.ts';
import { answered, clientFault, Fault, faulted, type Returned } from './answer.ts';
import { BadRequest, demand, type Request, readEnvelope } from './envelope.ts';
import { pool } from './pool.ts';
import { poolMember } from './pool-member.ts';

/** What a method gives; undefined where it gives nothing, and `NoMethod` where there is none. */
export type Method = (box: Inside, request: Request) => Returned | undefined;

/** By `interface.method`. */
export type Methods = Readonly<Record<string, Method>>;

const system: Methods = {
  'System/SystemInfo.get_version': ({ unit }) => `BIG-IP_v${unit.version}`,
  'System/Failover.get_failover_state': ({ unit }) => `FAILOVER_STATE_${unit.failover}`,
};
const since11: Methods = {
  'Management/DeviceGroup.get_sync_status_overview': ({ unit }) => ({
    member_state: 'MEMBER_STATE_IN_SYNC',
    status: unit.sync,
    summary: '',
    details: [],
  }),
};

/** The portal: who is it, what does it want, in which generation's words. */
export function soap(box: Inside, request: F5Request): Reply {
  if (!isBasic(request) || !basicFits(request, box.unit)) return notLetIn;
  try {
    demand(request.method === 'POST', 'a POST is needed');
    demand(/^text\/xml/.test(String(request.headers['content-type'])), 'text/xml is needed');
    const wanted = readEnvelope(request.body);
    demand(request.headers.soapaction === `"urn:iControl:${wanted.service}"`, 'the SOAPAction is another');
    return run(box, wanted);
  } catch (error) {
    if (error instanceof BadRequest) return clientFault(error.message);
    throw error;
  }
}

function run(box: Inside, request: Request): Reply {
  const { service, method } = request;
  const own = Number.parseInt(box.unit.version, 10) < 11 ? poolMember : { ...pool, ...since11 };
  const known: Methods = { ...system, ...own };
  const act = known[`${service}.${method}`];
  if (!act) return clientFault(`Unknown method: ${service}::${method}`);
  try {
    return answered(service, method, act(box, request));
  } catch (error) {
    if (error instanceof Fault) return faulted(service, method, error);
    throw error;
  }
}
