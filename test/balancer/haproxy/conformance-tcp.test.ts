import { balancerConformance } from '../../conformance/balancer.ts';
import { realHaproxy } from './world.ts';

balancerConformance('HAProxy over TCP', realHaproxy('tcp'));
