import { balancerConformance } from '../../conformance/balancer.ts';
import { f5Setup } from './world.ts';

balancerConformance('A BIG-IP 11 over SOAP', f5Setup({ api: { by: 'soap' } }, { version: '11.2.1' }));
