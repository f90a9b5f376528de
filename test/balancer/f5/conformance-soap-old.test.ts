import { balancerConformance } from '../../conformance/balancer.ts';
import { f5Setup } from './world.ts';

balancerConformance(
  'A BIG-IP 10 over SOAP, drained by forcing offline',
  f5Setup({ api: { by: 'soap' }, drainBy: 'offline' }, { version: '10.2.4' }),
);
