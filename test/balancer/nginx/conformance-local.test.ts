import { balancerConformance } from '../../conformance/balancer.ts';
import { realNginx } from './world.ts';

balancerConformance('nginx on this machine', realNginx('local'));
