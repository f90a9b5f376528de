import { balancerConformance } from '../../conformance/balancer.ts';
import { f5Setup } from './world.ts';

balancerConformance(
  'A BIG-IP 11 over REST with basic authentication, drained by forcing offline',
  f5Setup({ drainBy: 'offline', api: { by: 'rest', login: { by: 'basic' } } }, { version: '11.6.0' }),
);
