import { balancerConformance } from '../../conformance/balancer.ts';
import { f5Setup } from './world.ts';

balancerConformance('A pair of BIG-IPs over REST', f5Setup({}, { units: 2 }));
