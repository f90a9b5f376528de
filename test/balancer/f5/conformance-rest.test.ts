import { balancerConformance } from '../../conformance/balancer.ts';
import { f5Setup } from './world.ts';

balancerConformance('A BIG-IP over REST', f5Setup({}));
