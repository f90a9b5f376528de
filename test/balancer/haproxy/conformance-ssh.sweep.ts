import { balancerConformance } from '../../conformance/balancer.ts';
import { realHaproxy } from './world.ts';

balancerConformance('HAProxy over a unix socket behind SSH', realHaproxy('ssh'));
