import { balancerConformance } from '../../conformance/balancer.ts';
import { realNginx } from './world.ts';

balancerConformance('nginx behind SSH', realNginx('ssh'));
