import { balancerConformance } from '../../conformance/balancer.ts';
import { setupOf } from './conformance.ts';

balancerConformance(
  'A vserver group of an Aliyun SLB',
  setupOf({
    pool: 'web-lb/app',
    members: [
      { name: 'web-01:8080', weight: 100 },
      { name: 'web-01:8443', weight: 50 },
      { name: 'web-02:8080', weight: 10 },
      { name: 'web-03:8080', weight: 1 },
      { name: 'web-04:8080', weight: 99 },
      { name: 'web-05:8080', weight: 33 },
    ],
    samePeer: ['web-01:8080', 'web-01:8443'],
    servers: ({ world }) => world.loadBalancers[0]?.groups[0]?.servers ?? [],
  }),
);
